/** Names of people who wrote something. */
import { useCallback, useMemo } from "react";
import { useText } from "../i18n/text";
import { recordApi } from "./record";
import { useMe } from "./session";

/** The name behind a person's id: as the clinic's directory says, or that it is not known. */
export const useNames = (): ((user: string) => string) => {
  const text = useText();
  const me = useMe();
  const { data } = recordApi.useDirectoryQuery();
  const names = useMemo(() => new Map(data?.people.map(({ user, name }) => [user, name])), [data]);
  return useCallback(
    (user) => {
      if (user === me.user) {
        return me.name;
      }
      // Until the directory is read nothing is said: "not in it" would be a guess.
      return names.get(user) ?? (data ? text("chart-person-unknown") : "");
    },
    [names, me, text, data],
  );
};
