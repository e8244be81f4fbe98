/** Text, bytes and an empty file; on the scope and with one call. */
export default function ({ sdk, init }) {
  init();
  sdk.withScope((scope) => {
    scope.addAttachment({ filename: "order.txt", data: "order 77\nline two\n\nünïcödé ✓\n", contentType: "text/plain" });
    scope.addAttachment({
      filename: "dump.bin",
      data: Uint8Array.from({ length: 4096 }, (_, index) => (index * 7) & 255),
      contentType: "application/octet-stream",
    });
    scope.addAttachment({ filename: "empty.log", data: "" });
    sdk.captureException(new Error("with attachments"));
  });
  sdk.captureException(new Error("hint attachment"), { attachments: [{ filename: "hint.csv", data: "a;b\n1;2\n", contentType: "text/csv" }] });
}
