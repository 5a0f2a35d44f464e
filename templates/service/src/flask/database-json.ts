/**
 * Answers that PostgreSQL puts together: for a long list one JSON text costs far less than its rows. The
 * statement writes it as Flask would; what is left to do is to escape everything beyond ASCII.
 */
import type { FastifyReply } from 'fastify';
import { escapeNonAscii } from './json.js';

export function sendDatabaseJson(reply: FastifyReply, json: string): FastifyReply {
  return reply.type('application/json').send(`${escapeNonAscii(json)}\n`);
}
