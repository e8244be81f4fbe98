type Fetch = (request: Request, env: object) => Response | Promise<Response>;

/**
 * Makes the application at the first request that is for it. Its schemas are 17 MB (152 to 135 MB of an idle server, five runs each),
 * and reading them is a third of a start: whoever only takes events in needs neither.
 */
export function createLazyApplication(load: () => Promise<{ readonly fetch: Fetch }>, onError: (error: unknown) => void): Fetch {
  let loading: Promise<{ readonly fetch: Fetch }> | undefined;
  return async (request, env) => {
    loading ??= load();
    try {
      await loading;
    } catch (error) {
      loading = undefined;
      onError(error);
      return Response.json({ detail: "The API could not be loaded. If Vedette was built again while it ran, restart it." }, { status: 503 });
    }
    return (await loading).fetch(request, env);
  };
}
