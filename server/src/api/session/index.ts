import { redeemSignInLink } from "./redeem-link.ts";
import { showSession } from "./show.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";

export const sessionEndpoints = { showSession, signIn, redeemSignInLink, signOut };
