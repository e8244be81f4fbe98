module.exports = {
  register({ strapi }) {
    strapi
      .plugin("graphql")
      ?.service("extension")
      .use(({ nexus }) => ({
        types: [
          nexus.extendType({
            type: "Query",
            definition(t) {
              t.field("shelf", {
                type: "String",
                resolve() {
                  throw new Error("no shelf for GraphQL");
                },
              });
            },
          }),
        ],
        resolversConfig: { "Query.shelf": { auth: false } },
      }));
  },
};
