/**
 * The set `javascript@2024-02-02` (`grouping.md` §4.4), in its own language: chunks that fail to load after a deployment,
 * and React's messages about a page that does not match what the server had rendered.
 */
const hydrationMessages = [
  "Hydration failed because the initial UI does not match what was rendered on the server.",
  "The server could not finish this Suspense boundary, likely due to an error during server rendering. Switched to client rendering.",
  "There was an error while hydrating this Suspense boundary. Switched to client rendering.",
  "There was an error while hydrating. Because the error happened outside of a Suspense boundary, the entire root will switch to client rendering.",
  "Text content does not match server-rendered HTML.",
];

export const builtInFingerprintRules = [
  "family:javascript error.type:ChunkLoadError -> chunkloaderror",
  'family:javascript error.value:"ChunkLoadError*" -> chunkloaderror',
  ...hydrationMessages.map((message) => `family:javascript tags.transaction:"*" message:"${message}" -> hydrationerror, {{ tags.transaction }}`),
].join("\n");
