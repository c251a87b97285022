import { expect, test } from 'vitest';
import { drawHelp } from '../../source/ui/app/help.ts';
import { compareTerms } from '../../source/ui/screens/compare/terms.ts';
import { guideTerms, workTerms } from '../../source/ui/screens/guide/terms.ts';
import { keptTerm, verdictTerms } from '../../source/ui/screens/shared/terms.ts';
import { watchTerms } from '../../source/ui/screens/watch/terms.ts';
import { widthOf } from '../../source/ui/text.ts';
import { createTheme } from '../../source/ui/theme.ts';

const lists = {
  compare: compareTerms,
  guide: guideTerms,
  work: workTerms,
  claims: [...verdictTerms, keptTerm],
  watch: watchTerms,
};

test.each(Object.entries(lists))(
  'what figures of %s mean is told whole at 60 columns, in ASCII too',
  (_, terms) => {
    const theme = createTheme({ colour: false, unicode: false });
    const size = { width: 60, height: 120 };
    const rows = drawHelp({ parts: [], terms }, 0, size, theme).map(theme.finish);
    expect(Math.max(...rows.map(widthOf))).toBeLessThanOrEqual(60);
    const text = rows.join(' ').replaceAll(/ +/g, ' ');
    expect(text).not.toContain('?');
    for (const [, meaning] of terms) expect(text).toContain(theme.finish(meaning));
  },
);

test('without figures the help is keys alone', () => {
  const parts = [{ title: null, keys: [{ shown: 'x', help: 'stop' }] }];
  const theme = createTheme({ colour: false, unicode: true });
  const rows = drawHelp({ parts, terms: [] }, 0, { width: 60, height: 3 }, theme);
  expect(rows.slice(1).map((row) => row.trimEnd())).toEqual([' x          stop', '']);
});
