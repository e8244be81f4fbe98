import { HeadlessMantineProvider } from "@mantine/core";
import type { ReactNode } from "react";

/** The kit's behaviour (focus, positions, keys) without its looks: those are ours, from the tokens. */
export function KitProvider({ children }: { readonly children: ReactNode }) {
  return <HeadlessMantineProvider>{children}</HeadlessMantineProvider>;
}
