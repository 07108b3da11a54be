/** Words on screens: the language in use, and how a component asks for a text. */
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { type Args, say, type Voice, voiceOf } from "./bundle";
import type { MessageId } from "./ids";
import { directionOf, type Language, localeOf, tagOf } from "./language";
import type { TextSource } from "./source";

export type { Args } from "./bundle";
export type { MessageId } from "./ids";

/** How a component says something. */
export type Say = (id: MessageId, args?: Args) => string;

interface Speech {
  voice: Voice;
  /** Also true while the files of a newly chosen language are on their way; the old one goes on speaking. */
  loading: boolean;
}

const SpeechContext = createContext<Speech | null>(null);

const useSpeech = (): Speech => {
  const speech = useContext(SpeechContext);
  if (!speech) throw new Error("no TextProvider around this component");
  return speech;
};

/** `useText()("kit-close")`; an unknown id is shown as it is, so that it is seen. */
export const useText = (): Say => {
  const { voice } = useSpeech();
  return useCallback((id, args) => say(voice, id, args) ?? id, [voice]);
};

/** A text as an element's child. */
export const Text = ({ id, args }: { id: MessageId; args?: Args }): ReactNode => useText()(id, args);

/** The language in use, its locale for `Intl` and its direction. */
export const useLanguage = (): { language: Language; locale: string; direction: "ltr" | "rtl"; loading: boolean } => {
  const { voice, loading } = useSpeech();
  return useMemo(
    () => ({
      language: voice.language,
      locale: localeOf(voice.language),
      direction: directionOf(voice.language),
      loading,
    }),
    [voice, loading],
  );
};

const useVoice = (source: TextSource, language: Language): Speech | null => {
  const [loaded, setLoaded] = useState<{ source: TextSource; voice: Voice } | null>(null);
  const own = useMemo(
    () => (language === "en" || language === "pseudo" ? voiceOf(language, source.en, source.en) : null),
    [source, language],
  );
  useEffect(() => {
    if (language !== "fr" && language !== "ar") return;
    let wanted = true;
    void source[language]().then(({ files }) => {
      if (wanted) setLoaded({ source, voice: voiceOf(language, files, source.en) });
    });
    return () => {
      wanted = false;
    };
  }, [source, language]);
  const here = loaded && loaded.source === source && loaded.voice.language === language ? loaded.voice : null;
  const ready = own ?? here;
  const [last, setLast] = useState(ready);
  if (ready && ready !== last) setLast(ready);
  // While a language is on its way the old one goes on speaking; at the start nobody speaks for a moment.
  const voice = ready ?? last;
  return useMemo(() => (voice ? { voice, loading: voice.language !== language } : null), [voice, language]);
};

/** Speaks `language` below it and marks the page with its tag and direction. */
export const TextProvider = ({
  source,
  language,
  children,
}: {
  source: TextSource;
  language: Language;
  children: ReactNode;
}): ReactNode => {
  const speech = useVoice(source, language);
  const spoken = speech?.voice.language;
  // Together with the words: no frame shows them in the other direction.
  useLayoutEffect(() => {
    if (!spoken) return;
    document.documentElement.lang = tagOf(spoken);
    document.documentElement.dir = directionOf(spoken);
  }, [spoken]);
  return speech ? <SpeechContext value={speech}>{children}</SpeechContext> : null;
};
