import type { RejectedReply } from '@m4max/contracts';
import { parseQuery } from '@m4max/service-kit';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { InputBook } from '../ledger/input-book.ts';

const Query = z.strictObject({});

/** `GET /v1/rejected`: the last things that were left out, newest first, and why. */
export function listRejections(inputs: InputBook): RequestHandler {
  return (request, response) => {
    parseQuery(Query, request.query);
    const reply: RejectedReply = {
      rejected: inputs.rejections().map(({ atMilliseconds, input, reason, detail }) => ({
        at: new Date(atMilliseconds).toISOString(),
        input,
        reason,
        ...(detail === undefined ? {} : { detail }),
      })),
    };
    response.json(reply);
  };
}
