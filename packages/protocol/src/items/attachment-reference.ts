/** Content type of an attachment whose file was uploaded before: its payload says where (`protocol.md` §2.5). */
export const ATTACHMENT_REFERENCE = "application/vnd.sentry.attachment-ref+json";
