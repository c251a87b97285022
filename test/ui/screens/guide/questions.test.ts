import { describe, expect, test } from 'vitest';
import { answersOf } from '../../../guide/helpers/machine.ts';
import { answer, answerAll, asked, openGuide, runOf, verdictOf } from './drive.ts';

describe('a question', () => {
  test('tells where one is and what the answers lead to', () => {
    const guide = openGuide();
    expect(guide.screen.subtitle(100)).toMatch(
      /question 1 of 3 at most .*▒ sequential ▒ async ▒ threads █ processes/,
    );
    guide.press('down');
    expect(guide.screen.subtitle(100)).toMatch(/▒ processes █ sequential █ async █ threads/);
    expect(guide.text()).toContain('one of sequential, async, threads');
  });

  test('says that a verdict is there, and that more answers are optional', () => {
    const guide = openGuide();
    expect(guide.text()).not.toContain('You have a verdict');
    answer(guide, 'yes');
    expect(guide.screen.subtitle(100)).toMatch(/question 2 of about \d+, optional/);
    expect(guide.text()).toMatch(/Verdict +You have a verdict: processes\. Press v to see it/);
  });

  test.each(['y', 'escape'])('y tells why it is asked, and %s closes that', (key) => {
    const guide = openGuide();
    guide.press('y');
    expect(guide.text()).toContain('Why asked');
    guide.press(key);
    expect(guide.text()).not.toContain('Why asked');
    expect(asked(guide)).toBe('cpu');
  });

  test('← goes back to the answers given, and Enter keeps them', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=no io=yes scale=legacy'));
    guide.press('left', 'left');
    expect(asked(guide)).toBe('io');
    expect(guide.text()).toMatch(/^ → yes/m);
    guide.press('enter');
    expect(asked(guide)).toBe('scale');
    expect(guide.text()).toMatch(/^ → legacy/m);
    guide.press('left', 'left');
    expect(asked(guide)).toBe('cpu');
    // Nothing lies before it: there Esc belongs to the frame, which goes back to the screen before.
    expect(() => guide.press('left')).toThrow('no key "left"');
  });

  test('another answer on the way back says what it has changed', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many'));
    guide.press('left', 'left');
    answer(guide, 'no');
    expect(asked(guide)).toBe('io');
    expect(guide.text()).toMatch(/Changed +model: processes → open/);
  });
});

describe('e', () => {
  test('lists the answers; changing one shows what that changes', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many runtime=cpython cycles=interpreter'));
    guide.press('e');
    expect(guide.text()).toMatch(/^ {3}runtime +cpython +processes/m);
    guide.press('up', 'up', 'down');
    expect(guide.text()).toMatch(/^ → runtime/m);
    guide.press('enter');
    expect(asked(guide)).toBe('runtime');
    answer(guide, 'node');
    expect(guide.text()).toMatch(/^ → runtime +node +threads/m);
    expect(guide.text()).toMatch(/Changed +model: processes → threads/);
    expect(guide.text()).toContain('at once: 2 processes → 2 threads');
    guide.press('left');
    expect(asked(guide)).toBe('mixed');
  });

  test.each(['left', 'escape'])(
    '%s leads back to where it was opened: the verdict, or the question',
    (key) => {
      const guide = openGuide();
      answerAll(guide, answersOf('cpu=yes jobs=many'));
      guide.press('v', 'e', key);
      expect(verdictOf(guide.text())).toBe('processes');
      // A change on the way, too.
      guide.press('e', 'up', 'up', 'enter', 'e', key);
      expect(verdictOf(guide.text())).toBe('processes');
      guide.press('enter', 'left', 'e', key);
      expect(asked(guide)).toBe('jobs');
    },
  );

  test('a question that a change has taken away is not gone back to', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many runtime=node'));
    expect(asked(guide)).toBe('cycles');
    guide.press('e', 'up', 'up', 'up', 'enter');
    answer(guide, 'no');
    guide.press('left');
    expect(asked(guide)).toBe('io');
  });

  test('← out of a change leaves the answer as it was', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many'));
    guide.press('e', 'up', 'up', 'enter', 'down', 'left');
    expect(guide.text()).toMatch(/^ → cpu +yes/m);
  });

  test('n forgets all answers', () => {
    const guide = openGuide({ argument: { answers: { cpu: 'yes' } } });
    guide.press('e', 'n');
    expect(asked(guide)).toBe('cpu');
    expect(guide.text()).not.toContain('So far');
  });
});

test('the chosen answer is in sight, however low the terminal', () => {
  const guide = openGuide();
  for (const value of ['yes', 'no', 'unknown']) {
    for (const height of [1, 3, 5, 8]) expect(guide.text(40, height)).toContain(`→ ${value}`);
    guide.press('down');
  }
});

describe('m measures', () => {
  test('a run of a second of what is chosen in the lab; Enter takes its answer', () => {
    const guide = openGuide();
    expect(guide.text()).toMatch(
      /heddle guide \.\/my-work\.js\. Without one, m only measures the demo\s+workload wait\./s,
    );
    guide.press('m');
    expect(guide.plans).toMatchObject([{ workload: 'wait', model: 'sequential', timeLimitMs: 1000 }]);
    expect(guide.text()).toMatch(/Measuring +wait runs for a second at most/);
    guide.end((plan) => {
      const run = runOf(plan, 1000, { outcome: 'timed-out' });
      return { ...run, cpu: { ...run.cpu, busyCores: 0.02 } };
    });
    expect(guide.text()).toMatch(
      /Measured +It needed a core 2 % of the time.* If\s+your\s+work\s+is\s+like\s+wait:\s+Enter\s+answers\s+"no"\./s,
    );
    expect(guide.text()).toMatch(/^ → no /m);
    guide.press('enter');
    expect(asked(guide)).toBe('io');
  });

  test('a run that cannot tell chooses nothing', () => {
    const guide = openGuide();
    guide.press('m');
    guide.end((plan) => runOf(plan, 20));
    expect(guide.text()).toMatch(/Measured +The run took 20 ms, and measuring needs 300 ms/);
    expect(guide.text()).not.toContain('Enter answers');
  });

  test('a run that broke says why, and answers nothing', () => {
    const guide = openGuide();
    guide.press('m');
    guide.end((plan) => runOf(plan, 1000, { outcome: 'crashed', message: 'out of memory' }));
    expect(guide.text()).toMatch(/Measured +The run crashed, so nothing was measured: out of memory/);
  });

  test('the work that was named on the command line comes before the lab', () => {
    const guide = openGuide({ argument: { wish: { workload: 'compute' } } });
    expect(guide.text()).toContain('Press m: Heddle runs compute for a second at most.');
    guide.press('m');
    expect(guide.plans[0]?.workload).toBe('compute');
    guide.end((plan) => {
      const run = runOf(plan, 1000);
      return { ...run, cpu: { ...run.cpu, busyCores: 1 } };
    });
    expect(guide.text()).toMatch(/Enter\s+answers\s+"yes"\./);
  });

  test('a file that was opened in the lab is the work of its owner, not a demo', () => {
    const demos = openGuide().services.workloads;
    const workloads = demos.map((card) =>
      card.id === 'wait' ? { ...card, module: '/home/me/wait.js' } : card,
    );
    expect(openGuide({ workloads }).text()).toContain('Press m: Heddle runs wait for a second at most.');
  });

  test('it can be stopped, and what cannot be started says why', () => {
    const guide = openGuide();
    guide.press('m', 'c');
    expect(guide.text()).toContain('Not sure?');
    const busy = openGuide({ refusal: 'the lab has a run under way' });
    busy.press('m');
    expect(busy.said).toEqual(['the lab has a run under way']);
  });

  test('a machine without a run', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes isolation=no'));
    expect(asked(guide)).toBe('memory');
    guide.press('m');
    expect(guide.plans).toEqual([]);
    expect(guide.text()).toMatch(/Measured +8\.0 GB are free.* Enter answers "more"/);
  });
});
