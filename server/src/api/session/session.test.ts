import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setUpFirstRun } from "../../auth/first-run.ts";
import { createSignInLink } from "../../auth/sign-in-link.ts";
import type { Received, TestApp } from "../testing-app.ts";
import { startApp } from "../testing-app.ts";

const ours = { "x-vedette-csrf": "1", "sec-fetch-site": "same-origin" };
const password = "correct horse battery";
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** What a browser would send back. */
const cookieOf = ({ headers }: Received): string => headers.get("set-cookie")?.split(";")[0] ?? "";
const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = ours, cookie?: string) =>
  app.send(path, { method: "POST", body, headers, ...(cookie === undefined ? {} : { cookie }) });
const signIn = (email: string, secret = password, address = "10.0.0.1") =>
  post("/auth/sign-in/", { email, password: secret }, { ...ours, "x-forwarded-for": address });
const whoAmI = async (cookie: string) => (await app.send("/auth/session/", { cookie })).json;

describe("the first run", () => {
  it("makes an administrator, an organization and a project once, and a link that works once", async () => {
    const { state, writer } = app.stores;
    const clock = { now: () => app.time.now };
    const first = await setUpFirstRun({ state, writer, clock, publicUrl: app.publicUrl });
    expect(await setUpFirstRun({ state, writer, clock, publicUrl: app.publicUrl })).toBeUndefined();
    expect(first?.dsn).toMatch(/^https:\/\/[0-9a-f]{32}@errors\.example\/1$/);
    const token = /^https:\/\/errors\.example\/sign-in#link=([\w-]{43})$/.exec(first?.signInUrl ?? "")?.[1];

    const signedIn = await post("/auth/sign-in-link/", { token });
    expect([signedIn.status, signedIn.json]).toMatchObject([
      200,
      { user: { email: "admin@localhost", isAdmin: true, hasPassword: false }, organizations: [{ slug: "default", role: "owner" }], version: "1.2.3" },
    ]);
    expect(signedIn.headers.get("set-cookie")).toMatch(/^vedette_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
    const again = await post("/auth/sign-in-link/", { token });
    expect([again.status, again.json]).toEqual([401, { detail: "This sign-in link was used before or is too old." }]);

    // The welcome page: email and password, without a current one.
    const cookie = cookieOf(signedIn);
    const welcomed = await app.send("/users/me/", { method: "PUT", cookie, headers: ours, body: { email: "ada@example.com", name: "Ada", password } });
    expect(welcomed.json).toMatchObject({ user: { email: "ada@example.com", name: "Ada", hasPassword: true } });
    expect(await whoAmI(cookie)).toMatchObject({ user: null });
    expect(await whoAmI(cookieOf(welcomed))).toMatchObject({ user: { email: "ada@example.com" } });
    expect((await signIn("ADA@example.com")).status).toBe(200);
  });

  it("lets links grow old", async () => {
    const { user } = await app.user("late@example.com");
    const path = await createSignInLink(app.stores.writer, user.id, app.time.now);
    app.time.now += 24 * 3600_000 + 1;
    expect((await post("/auth/sign-in-link/", { token: path.split("=")[1] })).status).toBe(401);
  });
});

describe("sessions", () => {
  it("are asked about without an error, signed in or not", async () => {
    expect((await app.send("/auth/session/")).json).toEqual({ user: null, organizations: [], version: "1.2.3" });
    expect(await whoAmI("vedette_session=nonsense")).toMatchObject({ user: null });
    const stale = await app.send("/organizations/", { cookie: "vedette_session=nonsense" });
    expect([stale.status, stale.json]).toEqual([401, { detail: "Your session has ended. Sign in again." }]);
  });

  it("may do what the role allows, and end", async () => {
    const team = await app.organization("Session Team");
    const hidden = await app.organization("Somebody Else's");
    await app.user("member@example.com", { password, organization: team });
    const cookie = cookieOf(await signIn("member@example.com"));
    expect((await app.send("/organizations/", { cookie })).json).toMatchObject([{ slug: team.slug }]);
    expect((await app.send(`/organizations/${hidden.slug}/`, { cookie })).status).toBe(404);
    const refused = await app.send(`/organizations/${team.slug}/`, { method: "PUT", cookie, headers: ours, body: { name: "Mine" } });
    expect([refused.status, refused.json]).toEqual([403, { detail: "You do not have permission to perform this action: it needs the scope org:write." }]);
    const out = await post("/auth/sign-out/", {}, ours, cookie);
    expect([out.status, out.headers.get("set-cookie")]).toEqual([204, "vedette_session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure"]);
    expect((await app.send("/organizations/", { cookie })).status).toBe(401);
  });

  it("end after 30 days", async () => {
    await app.user("monthly@example.com", { password });
    const cookie = cookieOf(await signIn("monthly@example.com"));
    app.time.now += 30 * 24 * 3600_000 - 1;
    expect(await whoAmI(cookie)).toMatchObject({ user: { email: "monthly@example.com" } });
    app.time.now += 1;
    expect(await whoAmI(cookie)).toMatchObject({ user: null });
  });

  it("make and revoke tokens, of scopes that the user has", async () => {
    const organization = await app.organization("Token Shop");
    await app.user("manager@example.com", { password, organization, role: "manager" });
    const cookie = cookieOf(await signIn("manager@example.com"));
    const path = `/organizations/${organization.slug}/org-auth-tokens/`;
    const made = await post(path, { name: "CI" }, ours, cookie);
    expect([made.status, made.json]).toMatchObject([201, { name: "CI", scopes: ["org:ci"], token: expect.stringMatching(/^sntrys_/) as unknown }]);
    const beyond = await post(path, { name: "All", scopes: ["org:admin", "event:read"] }, ours, cookie);
    expect([beyond.status, beyond.json]).toEqual([400, { scopes: ["You cannot give scopes that you do not have: org:admin."] }]);
    const listed = await app.send(path, { cookie });
    expect(listed.json).toMatchObject([{ name: "CI", dateLastUsed: null }]);
    expect(listed.json).not.toHaveProperty("0.token");
    const id = (await app.stores.state.tokens({ organizationId: organization.id }))[0]?.id;
    expect((await app.send(`${path}${id}/`, { method: "DELETE", cookie, headers: ours })).status).toBe(204);
    expect((await app.send(path, { cookie })).json).toEqual([]);
  });
});

describe("a user's own tokens", () => {
  it("are made, used and revoked by their user alone", async () => {
    const organization = await app.organization("Own Tokens");
    await app.user("own@example.com", { password, organization });
    await app.user("nosy@example.com", { password, organization, role: "owner" });
    const [mine, theirs] = [cookieOf(await signIn("own@example.com")), cookieOf(await signIn("nosy@example.com"))];
    const made = await post("/api-tokens/", { name: "Editor", scopes: ["member:read", "org:admin"] }, ours, mine);
    const token = /"token":"(sntryu_[0-9a-f]{64})"/.exec(JSON.stringify(made.json))?.[1] ?? "";
    expect((await app.send("/organizations/own-tokens/members/me/", { token })).json).toMatchObject({
      email: "own@example.com",
      role: "member",
      teamRoles: [{ teamSlug: "own-tokens" }],
    });
    expect((await app.send("/organizations/own-tokens/", { token, method: "PUT", body: { name: "Mine" } })).status).toBe(403);
    expect((await app.send("/api-tokens/", { token })).status).toBe(403);
    expect((await app.send("/api-tokens/", { cookie: theirs })).json).toEqual([]);
    const listed = await app.send("/api-tokens/", { cookie: mine });
    expect(listed.json).toMatchObject([{ name: "Editor", tokenLastCharacters: token.slice(-4) }]);
    const id = /"id":"(\d+)"/.exec(JSON.stringify(listed.json))?.[1] ?? "";
    expect((await app.send(`/api-tokens/${id}/`, { method: "DELETE", headers: ours, cookie: theirs })).status).toBe(404);
    expect((await app.send(`/api-tokens/${id}/`, { method: "DELETE", headers: ours, cookie: mine })).status).toBe(204);
    expect((await app.send("/auth/", { token })).status).toBe(401);
  });
});

describe("guessing passwords", () => {
  it("tells nothing about which emails exist", async () => {
    await app.user("known@example.com", { password });
    const wrong = await signIn("known@example.com", "wrong password");
    const unknown = await signIn("unknown@example.com", "wrong password");
    expect([wrong.status, wrong.json]).toEqual([401, { detail: "Email or password is wrong." }]);
    expect([unknown.status, unknown.json]).toEqual([wrong.status, wrong.json]);
  });

  it("is slowed down for each address and email, also when tried side by side", async () => {
    await app.user("victim@example.com", { password });
    const tries = await Promise.all(Array.from({ length: 8 }, () => signIn("victim@example.com", "wrong password")));
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(3);
    const refused = await signIn("victim@example.com");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
    expect((await signIn("victim@example.com", password, "10.0.0.2")).status).toBe(200);
    app.time.now += 2000;
    expect((await signIn("victim@example.com")).status).toBe(200);
    expect((await signIn("victim@example.com", "wrong password")).status).toBe(401);
  });

  it("does not let a found browser take the account over", async () => {
    await app.user("careless@example.com", { password });
    const cookie = cookieOf(await signIn("careless@example.com"));
    const change = async (body: unknown) => (await app.send("/users/me/", { method: "PUT", cookie, headers: ours, body })).json;
    expect(await change({ password: "another password" })).toEqual({ currentPassword: ["This field is required."] });
    expect(await change({ email: "mine@example.com", currentPassword: "guess" })).toEqual({ currentPassword: ["This is not your password."] });
    expect(await change({ password: "short", currentPassword: password })).toEqual({ password: ["At least 8 and at most 256 characters."] });
    expect(await change({ email: "known@example.com", currentPassword: password })).toEqual({ email: ["Another account has this email."] });
    expect(await change({ name: "Careless" })).toMatchObject({ user: { name: "Careless" } });
    for (const guess of ["1", "2", "3", "4", "5"]) await change({ password: "another password", currentPassword: guess });
    expect(await change({ password: "another password", currentPassword: password })).toEqual({ detail: "Too many failed attempts. Try again in 2 seconds." });
    app.time.now += 2000;
    expect(await change({ password: "another password", currentPassword: password })).toMatchObject({ user: { hasPassword: true } });
  });
});

describe("requests from other sites", () => {
  it("change nothing, whatever the browser says of them", async () => {
    const organization = await app.organization("Target");
    await app.user("target@example.com", { password, organization, role: "owner" });
    const cookie = cookieOf(await signIn("target@example.com"));
    const rename = async (headers: Readonly<Record<string, string>>) =>
      (await app.send("/organizations/target/", { method: "PUT", cookie, headers, body: { name: "Renamed" } })).status;
    expect(await rename({})).toBe(403);
    expect(await rename({ "x-vedette-csrf": "1", "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await rename({ "x-vedette-csrf": "1", "sec-fetch-site": "same-site" })).toBe(403);
    expect(await rename({ "x-vedette-csrf": "1", origin: "https://evil.example" })).toBe(403);
    expect(await rename({ origin: "https://errors.example" })).toBe(403);
    expect((await app.send("/organizations/target/", { cookie })).json).toMatchObject({ name: "Target" });
    expect(await rename({ "x-vedette-csrf": "1", origin: "https://errors.example" })).toBe(200);
    // Sign-in too: nobody may be signed in to a stranger's account.
    expect((await post("/auth/sign-in/", { email: "target@example.com", password }, { origin: "https://evil.example", "x-vedette-csrf": "1" })).status).toBe(
      403,
    );
    // A token is no cookie: browsers do not add it by themselves.
    expect(
      (
        await app.send("/organizations/target/", {
          method: "PUT",
          token: await app.token(organization),
          body: { name: "Renamed" },
          headers: { origin: "https://evil.example" },
        })
      ).status,
    ).toBe(200);
  });
});

describe("tokens", () => {
  it("note their use at most once a minute", async () => {
    const organization = await app.organization("Touchy");
    const token = await app.token(organization);
    const lastUsed = async () => (await app.stores.state.tokens({ organizationId: organization.id }))[0]?.lastUsedAt;
    const first = app.time.now;
    await app.send("/organizations/", { token });
    app.time.now += 59_999;
    await app.send("/organizations/", { token });
    expect(await lastUsed()).toBe(first);
    app.time.now += 1;
    await app.send("/organizations/", { token });
    expect(await lastUsed()).toBe(first + 60_000);
  });

  it("of users do what both the token and the role allow", async () => {
    const organization = await app.organization("Narrow");
    const { user } = await app.user("narrow@example.com", { organization });
    const put = async (token: string) => (await app.send("/organizations/narrow/", { method: "PUT", token, body: { name: "N" } })).status;
    expect(await put(await app.userToken(user.id))).toBe(403);
    await app.stores.writer.setMembership({ organizationId: organization.id, userId: user.id, role: "owner" });
    expect(await put(await app.userToken(user.id, ["org:read"]))).toBe(403);
    expect(await put(await app.userToken(user.id, ["org:admin"]))).toBe(200);
    expect((await app.send("/auth/", { token: await app.userToken(user.id, []) })).json).toMatchObject({ email: "narrow@example.com", isSuperuser: false });
  });

  it("tell whose they are", async () => {
    const organization = await app.organization("Whose");
    expect((await app.send("/", { token: await app.token(organization, ["org:ci"]) })).json).toEqual({
      version: "1.2.3",
      auth: { scopes: ["org:ci"] },
      user: null,
    });
    expect((await app.send("/")).json).toEqual({ version: "1.2.3", auth: null, user: null });
    expect((await app.send("/", { token: "nonsense" })).status).toBe(401);
    expect((await app.send("/users/me/regions/", { token: await app.token(organization) })).status).toBe(404);
  });
});
