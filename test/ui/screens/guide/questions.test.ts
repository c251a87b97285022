import { describe, expect, test } from 'vitest';
import { answersOf } from '../../../guide/helpers/machine.ts';
import { answer, answerAll, asked, openGuide, verdictOf } from './drive.ts';

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

  test('about the runtime says what a file would tell of it', () => {
    const guide = openGuide();
    answerAll(guide, answersOf('cpu=yes jobs=many'));
    expect(asked(guide)).toBe('runtime');
    expect(guide.text()).toMatch(
      /Not sure\? Press f to open your file: a \.py file runs in Python, any other/,
    );
    guide.press('m');
    expect(guide.text()).toContain('Open your own file');
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

test('m answers what the machine shows, without a run; Enter takes it', () => {
  const guide = openGuide();
  answerAll(guide, answersOf('cpu=yes isolation=no'));
  expect(asked(guide)).toBe('memory');
  guide.press('m');
  expect(guide.plans).toEqual([]);
  expect(guide.text()).toMatch(/Measured +8\.0 GB are free.* Enter answers "more"/);
});
