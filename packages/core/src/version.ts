/** Version of every package of the SDK family: they are released together. */
export const SDK_VERSION = "0.1.0";
