/**
 * How likely it is that chance alone puts every value of some group below every value of all others, when all groups
 * are the same: of all ways to deal the values out to the groups, those that look like that. `counts` are the values
 * in each group. Two groups of three: 2 of 20, so p = 0.1, which is the two-sided Mann-Whitney test at its extreme. Five
 * groups of three: 5 of 455, so p = 0.01; to be below all others is harder by chance, the more others there are.
 */
export function chanceOfLowest(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Math.min(
    1,
    counts.reduce((sum, count) => sum + 1 / waysToChoose(total, count), 0),
  );
}

/** The binomial coefficient. */
function waysToChoose(total: number, chosen: number): number {
  let ways = 1;
  for (let i = 1; i <= chosen; i++) ways = (ways * (total - chosen + i)) / i;
  return ways;
}
