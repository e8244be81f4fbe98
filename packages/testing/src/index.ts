export { createTestClient, createTestScope, withCapturedEvents, type Captured } from "./captured-events.ts";
export { startFakeIngest, type FakeAnswer, type FakeIngest } from "./fake-ingest.ts";
export { assertEvent, assertItem, matchers, matchesEvent, type EventCriteria, type EventMatchers } from "./matchers.ts";
export { createMemoryClient, type MemoryClient } from "./memory-client.ts";
export { decodeEnvelope, eventsOf, itemsOf, transactionsOf, type ReceivedEnvelope, type ReceivedItem } from "./received.ts";
