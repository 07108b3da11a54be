import Dialog from "@mui/material/Dialog";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useMemo, useState } from "react";
import { useText } from "../../i18n/text";
import { Hidden } from "../../kit/Hidden";
import { Icon } from "../../kit/Icon";
import { Kbd } from "../../kit/Kbd";
import { PersonName } from "../../kit/PersonName";
import { useFormat } from "../../kit/useFormat";
import type { PatientLine } from "../../rpc/gen";
import { shellApi } from "../api";
import { actionsOf, routesOf, sectionsOf, useFeatures } from "../features";
import { useActionContext } from "../useActionContext";
import { beginnings, type Entry, fitting, MOST, nearest, ownEntries, peopleEntries } from "./entries";
import { setOver, useOver } from "./open";
import { Input, Line, List, Nothing, Search } from "./styles";

/** Under this many letters nobody is looked up: one letter fits half the clinic. */
const LETTERS = 2;
/** Most people who are compared when a name was mistyped. */
const NEAR = 100;
const NOBODY: PatientLine[] = [];

/** People whose name or number fits; where nobody does, those whose name is near what was typed. */
const usePeople = (query: string, wanted: boolean): PatientLine[] => {
  const { currentData: found } = shellApi.useFindPeopleQuery({ query, limit: MOST }, { skip: !wanted });
  // The core looks for beginnings. A slip comes late in a word more often than early, so the beginnings alone are asked
  // for, and what comes is compared with all that was typed.
  const starts = beginnings(query);
  const slipped = wanted && found?.patients.length === 0 && starts !== "";
  const { currentData: near } = shellApi.useFindPeopleQuery({ query: starts, limit: NEAR }, { skip: !slipped });
  return useMemo(() => {
    if (!wanted) {
      return NOBODY;
    }
    return slipped ? nearest(query, near?.patients ?? NOBODY) : (found?.patients ?? NOBODY);
  }, [wanted, slipped, query, near, found]);
};

const useEntries = (query: string): Entry[] => {
  const text = useText();
  const format = useFormat();
  const features = useFeatures();
  const context = useActionContext();
  const lines = usePeople(query, context.surface === "clinic" && query.trim().length >= LETTERS);
  const own = useMemo(
    () =>
      ownEntries({
        text,
        context,
        actions: actionsOf(features),
        routes: routesOf(features),
        sections: sectionsOf(features),
      }),
    [text, context, features],
  );
  return useMemo(() => {
    const births = (line: PatientLine): string => line.card.births.map(format.staffDate).join(` ${text("kit-or")} `);
    const people = peopleEntries(lines, context.go, births);
    return [...people, ...fitting(own, query)];
  }, [own, query, lines, context, format, text]);
};

const Found = ({ entry }: { entry: Entry }): ReactNode => (
  <>
    <Icon name={entry.icon} size={18} />
    <span>{entry.person ? <PersonName name={{ text: entry.label }} /> : entry.label}</span>
    {entry.aside ? <small>{entry.aside}</small> : null}
    {entry.keys ? <Kbd keys={entry.keys} /> : null}
  </>
);

const Body = ({ close }: { close: () => void }): ReactNode => {
  const text = useText();
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const entries = useEntries(useDeferredValue(query));
  const chosen = Math.min(at, entries.length - 1);
  const run = (entry: Entry | undefined): void => {
    if (entry) {
      close();
      entry.run();
    }
  };
  const press = (event: KeyboardEvent): void => {
    const last = entries.length - 1;
    const to: Record<string, number> = {
      ArrowDown: chosen >= last ? 0 : chosen + 1,
      ArrowUp: chosen <= 0 ? last : chosen - 1,
      PageDown: Math.min(last, chosen + 8),
      PageUp: Math.max(0, chosen - 8),
    };
    const next = to[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(entries[chosen]);
    }
  };
  return (
    <>
      <Search>
        <Icon name="search" size={18} />
        <Input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-label={text("shell-palette")}
          {...(entries.length > 0 ? { "aria-activedescendant": `${id}-${chosen}` } : {})}
          placeholder={text("shell-palette-hint")}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
        />
      </Search>
      <Hidden role="status">{text("shell-palette-count", { count: entries.length })}</Hidden>
      <List id={`${id}-list`} role="listbox" aria-label={text("shell-palette")}>
        {entries.map((entry, line) => (
          <Line
            key={entry.id}
            id={`${id}-${line}`}
            role="option"
            aria-selected={line === chosen}
            onMouseMove={() => setAt(line)}
            onClick={() => run(entry)}
          >
            <Found entry={entry} />
          </Line>
        ))}
      </List>
      {entries.length === 0 ? (
        <Nothing>
          <strong>{text("shell-palette-none", { query })}</strong>
          <span>{text("shell-palette-none-why")}</span>
        </Nothing>
      ) : null}
    </>
  );
};

/** Everything one can look up or do, by typing a part of it; works offline. */
export const Palette = (): ReactNode => {
  const text = useText();
  const id = useId();
  const open = useOver() === "palette";
  const close = (): void => setOver(null);
  return (
    <Dialog
      open={open}
      onClose={close}
      aria-labelledby={id}
      fullWidth
      maxWidth="sm"
      slotProps={{ paper: { sx: { marginBlockStart: "8vh", marginBlockEnd: "auto" } } }}
    >
      <Hidden id={id}>{text("shell-palette")}</Hidden>
      <Body close={close} />
    </Dialog>
  );
};
