/** Engines that the platform knows by name; a list, so that it may be a label. */
export const platformEngines = [
  'analytics',
  'backtesting',
  'collateral',
  'factor',
  'features',
  'magnn',
  'marketdata',
  'ml',
  'molecular_dynamics',
  'neural_sde',
  'portfolio',
  'quantum',
  'risk',
  'strategy',
  'thgnn_hft',
  'toraniko',
  'vpin',
  'websocket',
] as const;

/** `other` has a name of its own, `unknown` has none in the message. */
export type PlatformEngine = (typeof platformEngines)[number] | 'other' | 'unknown';

export const platformMessageTypes = [
  'market_data',
  'price_update',
  'trade_execution',
  'vpin_calculation',
  'toxicity_alert',
  'risk_metric',
  'ml_prediction',
  'factor_calculation',
  'analytics_result',
  'gpu_computation',
  'strategy_signal',
  'portfolio_update',
  'order_request',
  'position_change',
  'engine_health',
  'performance_metric',
  'error_alert',
  'system_alert',
  'flash_crash_alert',
  'margin_call',
  'risk_limit_breach',
  'system_failure',
  'backtest_start',
  'backtest_progress',
  'backtest_complete',
  'backtest_error',
  'parameter_optimization',
  'stress_test_result',
] as const;

export type PlatformMessageType = (typeof platformMessageTypes)[number] | 'other';

/**
 * Which of the platform's clients wrote it, told by its fields:
 *
 * - `dual`: a type and an engine, in a stream of the market data bus or the engine logic bus;
 * - `universal`: the same with an id, copied to the stream of every engine that it concerns;
 * - `enhanced`: a topic with a type or an id, and no engine;
 * - `dashboard`: a topic and at most the kind of its content;
 * - `triple`: JSON that is published on a channel and stands in no stream.
 */
export type PlatformDialect = 'dual' | 'universal' | 'enhanced' | 'dashboard' | 'triple';

/** What a message says of itself, without a look at the rest of its payload. Times are nanoseconds. */
export type PayloadHints = {
  readonly processingNanoseconds?: number;
  readonly inferenceNanoseconds?: number;
  readonly modelName?: string;
};

/** Why something was not believed. The list is short, so it may be a label. */
export type PlatformFault = 'parse' | 'missing_field' | 'bad_timestamp' | 'too_large' | 'overload';

export type PlatformMessage =
  | {
      readonly kind: 'message';
      readonly dialect: PlatformDialect;
      readonly engine: PlatformEngine;
      readonly messageType: PlatformMessageType;
      readonly topic: string | undefined;
      /** By the clock of its sender, since 1970. */
      readonly sentNanoseconds: bigint | undefined;
      /** The same in every copy of the message. */
      readonly messageId: string | undefined;
      /** Shared by a request and what answers it. */
      readonly correlationId: string | undefined;
      readonly hints: PayloadHints;
      /** What of it could not be read; the rest counts. */
      readonly faults: readonly PlatformFault[];
      readonly payloadBytes: number;
    }
  | {
      readonly kind: 'rejected';
      readonly reason: PlatformFault;
      readonly detail: string;
      readonly payloadBytes: number;
    };
