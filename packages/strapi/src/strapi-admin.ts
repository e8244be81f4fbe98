/** There is nothing to see in the admin panel; it only lists the plugin. */
export default {
  register(app: { registerPlugin(plugin: { readonly id: string; readonly name: string }): void }): void {
    app.registerPlugin({ id: "sentry", name: "Vedette" });
  },
};
