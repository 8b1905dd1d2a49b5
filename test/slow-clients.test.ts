/** Clients that send too slowly, or go away: what they hold is given back. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import express from 'express';
import { createGatedServer } from '../src/server/gated-server.js';
import { dropGone, goneSignal } from '../src/server/gone-signal.js';

let server: Server;

async function listen(made: Server): Promise<void> {
  server = made;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function open(): Socket {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

afterEach(() => {
  jest.useRealTimers();
  server.closeAllConnections();
  server.close();
});

describe('a body that never ends', () => {
  /** Answers `/early` and uploads at once, everything else when the body is there. */
  const answer: RequestListener = (request, response) => {
    if (/^\/(?:early|ingest)/.test(request.url!)) response.end('refused');
    else request.resume().on('end', () => response.end('taken'));
  };

  beforeEach(async () => {
    const gate = createGatedServer(answer);
    // As for a client that sends a byte now and then: Node itself closes connections that are silent.
    gate.server.keepAliveTimeout = 0;
    await listen(gate.server);
    gate.open();
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  });

  /** The connection, once the service has what was sent, and what it has answered. */
  async function sendPart(path: string): Promise<{ readonly socket: Socket; readonly closed: Promise<unknown> }> {
    const socket = open();
    const closed = once(socket, 'close');
    const asked = once(server, 'request');
    socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc`);
    await asked;
    return { socket, closed };
  }

  test('is refused after half a minute', async () => {
    const { socket, closed } = await sendPart('/graphql');
    const reply = once(socket, 'data');
    jest.advanceTimersByTime(30_000);
    expect(String(await reply)).toContain('408 Request Timeout');
    await closed;
  });

  test.each(['/early', '/ingest/upload', '/ingest/uploads/secret'])(
    'is cut off also where the answer came first: %s',
    async (path) => {
      const { socket, closed } = await sendPart(path);
      expect(String(await once(socket, 'data'))).toContain('200 OK');
      jest.advanceTimersByTime(30_000);
      await closed;
    },
  );

  test('leaves a connection alone that sent the rest of it in time', async () => {
    const { socket } = await sendPart('/early');
    expect(String(await once(socket, 'data'))).toContain('refused');
    socket.write('defghijPOST /early HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
    expect(String(await once(socket, 'data'))).toContain('refused');
    jest.advanceTimersByTime(30_000);
    socket.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n');
    expect(String(await once(socket, 'data'))).toContain('taken');
  });
});

describe('a client that goes away', () => {
  async function ask(): Promise<{ readonly socket: Socket; readonly response: ServerResponse }> {
    const socket = open();
    const asked = once(server, 'request');
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [, response] = (await asked) as [unknown, ServerResponse];
    return { socket, response };
  }

  /** The response to a client that has gone. */
  async function abandoned(): Promise<ServerResponse> {
    const { socket, response } = await ask();
    const closed = once(response, 'close');
    socket.destroy();
    await closed;
    return response;
  }

  test('is gone also for who asks afterwards', async () => {
    await listen(createServer());
    expect(goneSignal(await abandoned()).aborted).toBe(true);
  });

  test('was not gone when it was answered', async () => {
    await listen(createServer());
    const { response } = await ask();
    const signal = goneSignal(response);
    const closed = once(response, 'close');
    response.end();
    await closed;
    expect([signal.aborted, goneSignal(response).aborted]).toEqual([false, false]);
  });

  test('is answered by nothing that comes after what took time', async () => {
    let goOn = (): void => undefined;
    let isAnswered = false;
    const app = express();
    app.use((_request, _response, next) => {
      goOn = next;
    });
    app.use(dropGone);
    app.use((_request, response) => {
      isAnswered = true;
      response.end();
    });
    await listen(createServer(app));
    await abandoned();
    goOn();
    expect(isAnswered).toBe(false);
  });
});
