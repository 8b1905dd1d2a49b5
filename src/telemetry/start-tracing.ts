/** Sends spans to a collector. Loaded only when one is configured, since the SDK takes its time and memory. */
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

export interface Tracing {
  /** Sends what is left. */
  close(): Promise<void>;
}

/** The address, headers and sampling come from OpenTelemetry's own variables (`OTEL_EXPORTER_OTLP_…`, `OTEL_TRACES_…`). */
export function startTracing(version: string, serviceName = 'mcdewey'): Tracing {
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  return { close: () => provider.shutdown() };
}
