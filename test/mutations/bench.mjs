export default [
  {
    name: 'bench: the ratio is that of the medians, not the median of the pairs',
    file: 'bench/core/pair-summary.ts',
    find: 'ratio: median(ratios),',
    replace: 'ratio: median(ones) / median(others),',
    test: 'bench/test/core.test.ts',
    testName: 'pairs > give the median of their ratios, which is not the ratio of the medians',
  },
  {
    name: 'bench: a figure that could not be measured passes for met',
    file: 'bench/core/verdict.ts',
    find: `const isMet = sign === '≤' ? value <= bound : value >= bound`,
    replace: `const isMet = sign === '≤' ? !(value > bound) : !(value < bound)`,
    test: 'bench/test/core.test.ts',
    testName: 'a verdict > of what could not be measured is not met',
  },
  {
    name: 'bench: every package is looked for at the top only',
    file: 'bench/core/install-cost.ts',
    find: `for (let folder = from; ; ) {`,
    replace: `for (let folder = ''; ; ) {`,
    test: 'bench/test/core.test.ts',
    testName: 'what an install brings > is found where Node finds it, once each',
  },
]
