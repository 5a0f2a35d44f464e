import type { Library } from './library.js';

export const library: Library = {
  module: 'random',
  distributions: [],
  replacement: "src/python/random.ts in the service, with Python's own generator",
  from: 'python/random.js',
  names: {
    random: 'random() -> float',
    seed: 'seed(a) -> None',
    uniform: 'uniform(a, b) -> float',
    gauss: 'gauss(mu, sigma) -> float',
    getrandbits: 'getrandbits(k) -> int',
    randbytes: 'randbytes(n) -> bytes',
    randrange: 'randrange(start, stop, step) -> int',
    randint: 'randint(a, b) -> int',
    choice: 'choice(seq) -> value',
    choices: 'choices(population, weights, cum_weights, k) -> list',
    shuffle: 'shuffle(x) -> None',
    sample: 'sample(population, k) -> list',
    SystemRandom: 'class SystemRandom() -> random.SystemRandom',
  },
  types: {
    'random.SystemRandom': {
      class: 'SystemRandom',
      members: {
        random: '.random() -> float',
        randint: '.randint(a, b) -> int',
        randrange: '.randrange(start, stop, step) -> int',
        choice: '.choice(seq) -> value',
        choices: '.choices(population, weights, cum_weights, k) -> list',
        sample: '.sample(population, k) -> list',
        shuffle: '.shuffle(x) -> None',
        uniform: '.uniform(a, b) -> float',
      },
    },
  },
};
