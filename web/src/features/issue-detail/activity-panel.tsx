import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { api } from "../../api/client.ts";
import { textOf } from "../../api/json.ts";
import { queryClient } from "../../api/queries.ts";
import type { IssueDetailShape } from "../../api/shapes.ts";
import { Button } from "../../ui/button.tsx";
import { RelativeTime } from "../../ui/relative-time.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { useOrganization } from "../session/organization.ts";
import { useDraft } from "../session/use-draft.ts";
import { useSubmit } from "../session/use-submit.ts";
import { activityText, otherIssue } from "./activity-text.ts";

const firstShown = 6;

export function ActivityPanel({ issue }: { readonly issue: IssueDetailShape }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? issue.activity : issue.activity.slice(0, firstShown);
  return (
    <section className="panel" aria-labelledby="activity-title">
      <h2 id="activity-title">Activity</h2>
      <ol className="activity">
        {shown.map((each) => {
          const note = each.type === "note" ? textOf(each.data["text"]) : null;
          const what = activityText(each);
          const other = otherIssue(each);
          const who = each.user === null ? "" : each.user.name === "" ? each.user.email : each.user.name;
          return (
            <li key={`${each.id} ${each.dateCreated}`}>
              <span className="activity-what">
                {who === "" ? what.replace(/^./u, (letter) => letter.toUpperCase()) : `${who} ${what}`}
                {other === undefined ? null : (
                  <>
                    {" "}
                    <Link to="/issues/$issueId" params={{ issueId: other }}>
                      Open it
                    </Link>
                  </>
                )}
              </span>
              <span className="activity-when">
                <RelativeTime at={each.dateCreated} />
              </span>
              {note === null ? null : (
                <p className="activity-note" dir="auto">
                  {note}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {issue.activity.length > shown.length ? (
        <button type="button" className="panel-more" onClick={() => setWhole(true)}>
          Show all {issue.activity.length}
        </button>
      ) : null}
      <CommentForm issueId={issue.id} />
    </section>
  );
}

function CommentForm({ issueId }: { readonly issueId: string }) {
  const organization = useOrganization();
  const [text, setText] = useDraft(`comment ${organization.slug} ${issueId}`);
  const form = useSubmit(async () => {
    await api.createNote({ organization: organization.slug, issue: issueId, body: { text: text.trim() } });
    setText("");
    await queryClient.invalidateQueries({ queryKey: ["issue", organization.slug] });
  });
  return (
    <form className="comment-form" onSubmit={form.submit}>
      <TextArea
        label="Comment"
        labelHidden
        rows={text === "" ? 1 : 3}
        placeholder="Add a comment"
        value={text}
        onChange={setText}
        error={form.fields["text"] ?? form.error}
      />
      {text.trim() === "" ? null : (
        <Button type="submit" size="small" tone="primary" busy={form.isBusy}>
          Comment
        </Button>
      )}
    </form>
  );
}
