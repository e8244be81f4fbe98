import type { Project } from "../../stores/state/model.ts";

/** `query` of project lists: words in slug or name, or `slug:x`, `id:1`, `platform:x` (repeated keys mean any of them). */
export function projectMatches(query = ""): (project: Project) => boolean {
  const wanted = new Map<string, string[]>();
  const words: string[] = [];
  for (const word of query.split(/\s+/).filter((word) => word !== "")) {
    const [, key, value = ""] = /^(slug|id|platform|team):(.+)$/.exec(word) ?? [];
    if (key === undefined) words.push(word.toLowerCase());
    else wanted.set(key, [...(wanted.get(key) ?? []), value.replace(/^"|"$/g, "")]);
  }
  return (project) => {
    const own: Readonly<Record<string, readonly string[]>> = {
      slug: [project.slug],
      id: [String(project.id)],
      platform: [project.platform ?? ""],
      team: project.teams.map(({ slug }) => slug),
    };
    const text = `${project.slug} ${project.name.toLowerCase()}`;
    return words.every((word) => text.includes(word)) && [...wanted].every(([key, values]) => own[key]?.some((value) => values.includes(value)));
  };
}
