export interface DialogTexts {
  readonly title: string;
  readonly subtitle: string;
  readonly subtitle2: string;
  readonly labelName: string;
  readonly labelEmail: string;
  readonly labelComments: string;
  readonly labelClose: string;
  readonly labelSubmit: string;
  readonly errorGeneric: string;
  readonly errorFormEntry: string;
  readonly successMessage: string;
}

const english: DialogTexts = {
  title: "It looks like we’re having issues.",
  subtitle: "Our team has been notified.",
  subtitle2: "If you’d like to help, tell us what happened below.",
  labelName: "Name",
  labelEmail: "Email",
  labelComments: "What happened?",
  labelClose: "Close",
  labelSubmit: "Submit",
  errorGeneric: "An unknown error occurred while submitting your report. Please try again.",
  errorFormEntry: "Some fields were invalid. Please correct the errors and try again.",
  successMessage: "Your feedback has been sent. Thank you!",
};

const languages: Readonly<Record<string, DialogTexts>> = {
  en: english,
  de: {
    title: "Da ist etwas schiefgegangen.",
    subtitle: "Unser Team wurde benachrichtigt.",
    subtitle2: "Wenn Sie helfen möchten, schreiben Sie uns, was passiert ist.",
    labelName: "Name",
    labelEmail: "E-Mail",
    labelComments: "Was ist passiert?",
    labelClose: "Schließen",
    labelSubmit: "Absenden",
    errorGeneric: "Beim Absenden ist ein Fehler aufgetreten. Bitte versuchen Sie es noch einmal.",
    errorFormEntry: "Einige Angaben sind ungültig. Bitte korrigieren Sie sie und versuchen Sie es noch einmal.",
    successMessage: "Ihre Nachricht wurde gesendet. Vielen Dank!",
  },
  fr: {
    title: "Il semble que nous ayons un problème.",
    subtitle: "Notre équipe a été avertie.",
    subtitle2: "Si vous souhaitez nous aider, dites-nous ce qui s’est passé.",
    labelName: "Nom",
    labelEmail: "E-mail",
    labelComments: "Que s’est-il passé ?",
    labelClose: "Fermer",
    labelSubmit: "Envoyer",
    errorGeneric: "Une erreur est survenue lors de l’envoi. Veuillez réessayer.",
    errorFormEntry: "Certains champs ne sont pas valides. Veuillez les corriger et réessayer.",
    successMessage: "Votre message a été envoyé. Merci !",
  },
  es: {
    title: "Parece que tenemos un problema.",
    subtitle: "Nuestro equipo ha sido avisado.",
    subtitle2: "Si quiere ayudar, cuéntenos qué ha ocurrido.",
    labelName: "Nombre",
    labelEmail: "Correo electrónico",
    labelComments: "¿Qué ha ocurrido?",
    labelClose: "Cerrar",
    labelSubmit: "Enviar",
    errorGeneric: "Se ha producido un error al enviar. Inténtelo de nuevo.",
    errorFormEntry: "Algunos campos no son válidos. Corríjalos e inténtelo de nuevo.",
    successMessage: "Su mensaje se ha enviado. ¡Gracias!",
  },
  it: {
    title: "Sembra che ci sia un problema.",
    subtitle: "Il nostro team è stato avvisato.",
    subtitle2: "Se vuole aiutarci, ci racconti che cosa è successo.",
    labelName: "Nome",
    labelEmail: "E-mail",
    labelComments: "Che cosa è successo?",
    labelClose: "Chiudi",
    labelSubmit: "Invia",
    errorGeneric: "Si è verificato un errore durante l’invio. Riprovi.",
    errorFormEntry: "Alcuni campi non sono validi. Li corregga e riprovi.",
    successMessage: "Il messaggio è stato inviato. Grazie!",
  },
  pt: {
    title: "Parece que estamos com problemas.",
    subtitle: "Nossa equipe foi avisada.",
    subtitle2: "Se quiser ajudar, conte o que aconteceu.",
    labelName: "Nome",
    labelEmail: "E-mail",
    labelComments: "O que aconteceu?",
    labelClose: "Fechar",
    labelSubmit: "Enviar",
    errorGeneric: "Ocorreu um erro ao enviar. Tente novamente.",
    errorFormEntry: "Alguns campos são inválidos. Corrija-os e tente novamente.",
    successMessage: "Sua mensagem foi enviada. Obrigado!",
  },
  nl: {
    title: "Er is iets misgegaan.",
    subtitle: "Ons team is op de hoogte gebracht.",
    subtitle2: "Wilt u helpen? Vertel ons wat er is gebeurd.",
    labelName: "Naam",
    labelEmail: "E-mail",
    labelComments: "Wat is er gebeurd?",
    labelClose: "Sluiten",
    labelSubmit: "Versturen",
    errorGeneric: "Er ging iets mis bij het versturen. Probeer het opnieuw.",
    errorFormEntry: "Sommige velden zijn ongeldig. Verbeter ze en probeer het opnieuw.",
    successMessage: "Uw bericht is verstuurd. Bedankt!",
  },
};

const maxText = 1000;

/** The language asked for, else the one of the browser, else English. */
export function dialogLanguage(asked: string | null, acceptLanguage: string | null): string {
  const wanted = [asked ?? "", ...(acceptLanguage ?? "").split(",")].map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return wanted.find((tag) => Object.hasOwn(languages, tag)) ?? "en";
}

/** Texts in that language; each may be replaced by the page. */
export function dialogTexts(language: string, parameters: URLSearchParams): DialogTexts {
  const own = Object.keys(english).flatMap((name) => {
    const text = parameters.get(name);
    return text === null ? [] : [[name, text.slice(0, maxText)] as const];
  });
  return { ...(languages[language] ?? english), ...Object.fromEntries(own) };
}
