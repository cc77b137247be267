import type { TradingSample } from '@m4max/contracts';
import type { PlatformTaker } from '../platform/platform-taker.ts';

/** What the engines of the platform told each other in the window; nothing when they said nothing. */
export function platformOf(
  platform: PlatformTaker,
  nowMilliseconds: number,
  coveredSeconds: number,
): Pick<TradingSample, 'messages' | 'breach_alerts'> {
  const messages = platform.messages(nowMilliseconds);
  const breaches = platform.breaches();
  return {
    ...(messages.length === 0
      ? {}
      : {
          messages: messages.map((it) => ({
            engine: it.engine,
            message_type: it.messageType,
            messages_per_second: it.messages / coveredSeconds,
          })),
        }),
    ...(breaches === undefined
      ? {}
      : { breach_alerts: [...breaches].map(([breach_type, total]) => ({ breach_type, total })) }),
  };
}
