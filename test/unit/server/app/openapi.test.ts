import { expect, test } from 'vitest';
import { describeApi } from '../../../../src-server/app/openapi.ts';
import { apiPath, serverApi } from '../../../../src-shared/contract/server-api.ts';
import { keySignInOperations } from '../../../../src-shared/contract/server/key-operations.ts';
import { publicOperations } from '../../../../src-shared/contract/server/session-operations.ts';
import { enrolmentOperations, renewalOperations } from '../../../../src-shared/contract/server/terminal-operations.ts';

const withoutSession = { ...publicOperations, ...keySignInOperations, ...enrolmentOperations, ...renewalOperations };

type Description = { openapi: string; paths: Record<string, Record<string, { operationId: string; security: unknown[]; requestBody?: unknown; responses: Record<string, unknown> }>> };
// `as`: the shape under test; a missing part fails below.
const description = JSON.parse(JSON.stringify(describeApi('1.2.3'))) as Description;

test('it is OpenAPI 3.1', () => {
  expect(description.openapi).toBe('3.1.0');
});

test.each(Object.keys(serverApi))('%s is described with input, output and the session it needs', name => {
  const operation = description.paths[apiPath(name)]?.post;
  expect(operation).toMatchObject({
    operationId: name,
    security: Object.hasOwn(withoutSession, name) ? [] : [{ session: [] }],
    requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
    responses: { 200: { content: { 'application/json': { schema: { properties: { ok: { const: true } } } } } }, default: {} },
  });
});

test('every reference points to something in the document', () => {
  const text = JSON.stringify(description);
  for (const [, path = ''] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = path.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], description); // `as`: each step is an object or the test fails
    expect(target, path).toBeDefined();
  }
});

test('operation ids are unique', () => {
  const ids = Object.values(description.paths).flatMap(methods => Object.values(methods).map(({ operationId }) => operationId));
  expect(new Set(ids).size).toBe(ids.length);
});
