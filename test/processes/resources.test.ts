import { expect, test } from 'vitest';

import { Interrupted, Resources, withResources } from '../../src/processes/resources.js';

const never = new AbortController().signal;

test('closes what was opened last first, once, and waits for each', async () => {
  const closed: string[] = [];
  const slowly = (name: string) => async () => {
    await Promise.resolve();
    closed.push(name);
  };
  const resources = new Resources();
  resources.defer(slowly('database'));
  resources.defer(slowly('server'));
  const takeBack = resources.defer(slowly('already ended'));
  takeBack();
  await Promise.all([resources.close(), resources.close()]);
  expect(closed).toEqual(['server', 'database']);
});

test('closes everything although something fails to close, and says so', async () => {
  const closed: string[] = [];
  const resources = new Resources();
  resources.defer(() => void closed.push('first'));
  resources.defer(() => {
    throw new Error('stuck');
  });
  await expect(resources.close()).rejects.toThrow('stuck');
  expect(closed).toEqual(['first']);
});

test('disposes at once of what is opened while closing or after it', async () => {
  const closed: string[] = [];
  const resources = new Resources();
  resources.defer(() => {
    resources.defer(() => void closed.push('opened while closing'));
  });
  await resources.close();
  expect(closed).toEqual(['opened while closing']);
  resources.defer(() => void closed.push('opened after closing'));
  await Promise.resolve();
  await Promise.resolve();
  expect(closed).toEqual(['opened while closing', 'opened after closing']);
  expect(() => resources.throwIfClosing()).toThrow('opened after closing');
});

test('gives the result of the work after closing', async () => {
  const closed: string[] = [];
  const result = await withResources(never, async (resources) => {
    resources.defer(() => void closed.push('server'));
    return 42;
  });
  expect([result, closed]).toEqual([42, ['server']]);
});

test('keeps the error of the work when closing fails too', async () => {
  const failing = withResources(never, async (resources) => {
    resources.defer(() => {
      throw new Error('closing');
    });
    throw new Error('work');
  });
  await expect(failing).rejects.toThrow('work');
});

test('an abort closes everything and then lets the work clear up', async () => {
  const controller = new AbortController();
  const order: string[] = [];
  const interrupted = withResources(controller.signal, async (resources) => {
    resources.defer(() => void order.push('closed'));
    controller.abort(new Interrupted('SIGINT'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('cleared up');
  });
  await expect(interrupted).rejects.toThrow(new Interrupted('SIGINT'));
  expect(order).toEqual(['closed', 'cleared up']);
});

test('an abort does not wait for work that never ends', async () => {
  const controller = new AbortController();
  const closed: string[] = [];
  const interrupted = withResources(controller.signal, (resources) => {
    resources.defer(() => void closed.push('server'));
    queueMicrotask(() => controller.abort(new Interrupted('SIGINT')));
    return new Promise<never>(() => {});
  });
  await expect(interrupted).rejects.toThrow(new Interrupted('SIGINT'));
  expect(closed).toEqual(['server']);
});
