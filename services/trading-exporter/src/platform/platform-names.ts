/** Engines that the platform knows by name; a list, so that it may be a label. */
const platformEngines = [
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

const platformMessageTypes = [
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

const engines: ReadonlySet<string> = new Set(platformEngines);
const messageTypes: ReadonlySet<string> = new Set(platformMessageTypes);

export function engineOf(name: string | undefined): PlatformEngine {
  if (name === undefined) return 'unknown';
  return engines.has(name) ? (name as PlatformEngine) : 'other';
}

/** The type by its name; clients that call everything `data` say it by the first word of the topic. */
export function messageTypeOf(
  type: string | undefined,
  topic: string | undefined,
): PlatformMessageType {
  if (type !== undefined && messageTypes.has(type)) return type as PlatformMessageType;
  const [word = ''] = topic?.split('.', 1) ?? [];
  if (word === 'data') return 'market_data'; // As NautilusTrader's own topics begin.
  return messageTypes.has(word) ? (word as PlatformMessageType) : 'other';
}

/** Apart from NautilusTrader's parts and from what engines time themselves, which may have the same names. */
export function componentOfEngine(engine: PlatformEngine): string {
  return `${engine}_engine`;
}
