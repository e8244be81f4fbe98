import type { DialogTexts } from "./dialog-texts.ts";
import { scriptJson } from "./script-json.ts";

interface DialogSettings {
  readonly endpoint: string;
  readonly name: string;
  readonly email: string;
  readonly language: string;
  readonly texts: DialogTexts;
}

/** A program for a page of somebody else: it makes one element, which the page's styles do not reach, and no global. */
export function dialogScript(settings: DialogSettings): string {
  return `(${program})(${scriptJson(settings)});\n`;
}

const style = [
  ":host{all:initial}",
  ".back{position:fixed;inset:0;z-index:2147483647;display:flex;align-items:center;justify-content:center;padding:16px;background:rgba(15,18,25,.6);font:16px/1.5 system-ui,sans-serif}",
  ".box{box-sizing:border-box;width:100%;max-width:480px;max-height:100%;overflow:auto;padding:24px;border-radius:10px;background:#fff;color:#1c2230;box-shadow:0 10px 40px rgba(0,0,0,.35)}",
  "h2{margin:0 0 4px;font-size:20px}p{margin:0 0 12px;color:#4a5262}",
  "label{display:block;margin:12px 0 4px;font-size:14px;font-weight:600}",
  "input,textarea{box-sizing:border-box;width:100%;padding:8px 10px;border:1px solid #767f90;border-radius:6px;background:#fff;color:inherit;font:inherit}",
  "textarea{min-height:96px;resize:vertical}",
  "input:focus-visible,textarea:focus-visible,button:focus-visible{outline:3px solid #2f6fed;outline-offset:1px}",
  ".row{display:flex;gap:8px;justify-content:flex-end;margin-top:16px}",
  "button{padding:8px 16px;border:1px solid #767f90;border-radius:6px;background:#fff;color:inherit;font:inherit;cursor:pointer}",
  "button.send{border-color:#1d4fb8;background:#1d4fb8;color:#fff}button[disabled]{opacity:.6}",
  ".error{color:#b3261e}.error:empty{display:none}",
  "[aria-invalid]{border-color:#b3261e;box-shadow:0 0 0 1px #b3261e}",
  "@media (prefers-color-scheme:dark){.box,input,textarea,button{background:#1b202b;color:#e9ecf2}p{color:#b4bccb}.error{color:#ff9a92}[aria-invalid]{border-color:#ff9a92;box-shadow:0 0 0 1px #ff9a92}}",
].join("");

// Plain text, since it must not go through the server's compiler: browsers of somebody else's visitors run it.
const program = `function (settings) {
  if (document.querySelector("div.sentry-error-embed-wrapper")) return;
  var texts = settings.texts;
  var before = document.activeElement;
  var host = document.createElement("div");
  host.className = "sentry-error-embed-wrapper";
  var root = host.attachShadow({ mode: "open" });
  var css = ${scriptJson(style)};
  try {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch (error) {
    make("style", root).textContent = css;
  }
  var back = make("div", root, { class: "back" });
  var box = make("div", back, { class: "box", role: "dialog", "aria-modal": "true", "aria-labelledby": "title", "aria-describedby": "about", lang: settings.language });
  make("h2", box, { id: "title" }).textContent = texts.title;
  make("p", box, { id: "about" }).textContent = texts.subtitle + " " + texts.subtitle2;
  var form = make("form", box, { novalidate: "" });
  var name = field("input", "name", texts.labelName, { autocomplete: "name", maxlength: "128" }, settings.name);
  var email = field("input", "email", texts.labelEmail, { type: "email", autocomplete: "email", maxlength: "75" }, settings.email);
  var comments = field("textarea", "comments", texts.labelComments, {}, "");
  var fields = { name: name, email: email, comments: comments };
  var error = make("p", form, { class: "error", id: "error", role: "alert" });
  var row = make("div", form, { class: "row" });
  var closer = make("button", row, { type: "button" });
  closer.textContent = texts.labelClose;
  var sender = make("button", row, { type: "submit", class: "send" });
  sender.textContent = texts.labelSubmit;

  function make(tag, parent, attributes) {
    var element = document.createElement(tag);
    for (var key in attributes) element.setAttribute(key, attributes[key]);
    parent.appendChild(element);
    return element;
  }
  function field(tag, id, text, attributes, value) {
    make("label", form, { for: id }).textContent = text;
    var input = make(tag, form, Object.assign({ id: id, name: id, required: "" }, attributes));
    input.value = value;
    return input;
  }
  function close() {
    host.remove();
    document.removeEventListener("keydown", onKey, true);
    if (before && before.focus) before.focus();
    window.postMessage("__sentry_reportdialog_closed__", "*");
  }
  function onKey(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      close();
    } else if (event.key === "Tab") {
      var stops = box.querySelectorAll("input,textarea,button:not([disabled])");
      var first = stops[0];
      var last = stops[stops.length - 1];
      var active = root.activeElement;
      if (event.shiftKey ? active === first || !active : active === last || !active) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  }
  function fail(text) {
    sender.disabled = false;
    error.textContent = text;
  }
  function mark(wrong) {
    var first;
    for (var id in fields) {
      if (wrong && wrong[id]) {
        fields[id].setAttribute("aria-invalid", "true");
        fields[id].setAttribute("aria-describedby", "error");
        first = first || fields[id];
      } else fields[id].removeAttribute("aria-invalid");
    }
    if (first) first.focus();
  }
  // A click beside the box closes it, unless it ends a selection that began in it, or would take away what was written.
  var pressed;
  back.addEventListener("mousedown", function (event) {
    pressed = event.target;
  });
  back.addEventListener("click", function (event) {
    if (event.target === back && pressed === back && (!form.isConnected || !comments.value.trim())) close();
  });
  closer.addEventListener("click", close);
  document.addEventListener("keydown", onKey, true);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    sender.disabled = true;
    error.textContent = "";
    mark();
    fetch(settings.endpoint, {
      method: "POST",
      body: new URLSearchParams({ name: name.value, email: email.value, comments: comments.value }),
    }).then(
      function (answer) {
        if (answer.status === 400) {
          fail(texts.errorFormEntry);
          return answer.json().then(function (body) { mark(body.errors); }, function () {});
        }
        if (!answer.ok) return fail(texts.errorGeneric);
        form.remove();
        var thanks = make("p", box, { role: "status", tabindex: "-1" });
        thanks.textContent = texts.successMessage;
        var end = make("div", box, { class: "row" });
        var done = make("button", end, { type: "button" });
        done.textContent = texts.labelClose;
        done.addEventListener("click", close);
        done.focus();
      },
      function () {
        fail(texts.errorGeneric);
      },
    );
  });
  (document.body || document.documentElement).appendChild(host);
  (name.value ? (email.value ? comments : email) : name).focus();
}`;
