// Generated from the server's endpoints by tools/generate-api-client.ts. Do not edit.
