/** What the driver of the browser and the program of the page tell each other. */
declare global {
  interface Window {
    __conf: { dsn: string; tunnel: string };
    __done?: boolean;
    __failed?: string;
    __click(selector: string): Promise<void>;
    __type(selector: string, text: string): Promise<void>;
  }
}

export type PageWindow = Window;
