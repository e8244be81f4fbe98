import { countIssues, showIssueStats } from "./counts.ts";
import { listIssueEvents, listLegacyIssueEvents, showIssueEvent, showLegacyIssueEvent } from "./events/events.ts";
import { deleteIssueHashes, deleteLegacyIssueHashes, listIssueHashes, listLegacyIssueHashes, unmergeIssueHashes, unmergeLegacyIssueHashes } from "./hashes.ts";
import { listIssues, listProjectIssues } from "./list.ts";
import { lookUpEventId, lookUpShortId } from "./look-up/look-up.ts";
import { createNote, deleteNote, listActivities, listNotes, updateNote } from "./notes/notes.ts";
import { listExternalIssues, listIssueUserReports } from "./related.ts";
import { deleteIssue, deleteIssues, deleteLegacyIssue, deleteProjectIssues } from "./remove.ts";
import { showIssue, showLegacyIssue, updateIssue, updateLegacyIssue } from "./show.ts";
import { listLegacySimilarIssues, listSimilarIssues } from "./similar.ts";
import { deleteTombstone, listTombstones } from "./tombstones.ts";
import { listIssueTags, listIssueTagValues, showIssueTag } from "./tags/tags.ts";
import { updateIssues, updateProjectIssues } from "./update-many.ts";

export const issueEndpoints = {
  listIssues,
  listProjectIssues,
  updateIssues,
  updateProjectIssues,
  deleteIssues,
  deleteProjectIssues,
  showIssue,
  showLegacyIssue,
  updateIssue,
  updateLegacyIssue,
  deleteIssue,
  deleteLegacyIssue,
  countIssues,
  showIssueStats,
  listIssueEvents,
  listLegacyIssueEvents,
  showIssueEvent,
  showLegacyIssueEvent,
  listIssueTags,
  showIssueTag,
  listIssueTagValues,
  listActivities,
  listNotes,
  createNote,
  updateNote,
  deleteNote,
  listIssueHashes,
  listLegacyIssueHashes,
  unmergeIssueHashes,
  unmergeLegacyIssueHashes,
  deleteIssueHashes,
  deleteLegacyIssueHashes,
  listSimilarIssues,
  listTombstones,
  deleteTombstone,
  listLegacySimilarIssues,
  listExternalIssues,
  listIssueUserReports,
  lookUpShortId,
  lookUpEventId,
};
