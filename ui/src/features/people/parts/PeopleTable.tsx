import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { type Column, DataTable } from "../../../kit/DataTable";
import { Ltr } from "../../../kit/Ltr";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { Person } from "../../../rpc/gen";
import { useRole } from "../../../shell/frame/Rail";
import { WideTable } from "../../../shell/WideTable";
import { weight } from "../../../theme/vars";

const Name = styled("span")({ fontWeight: weight.medium, overflowWrap: "anywhere" });

/** A role in words. */
export const RoleWords = ({ role }: { role: string }): ReactNode => useRole(role);

/** Everybody who can sign in. */
export const PeopleTable = ({ people }: { people: readonly Person[] }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const columns: Column<Person>[] = [
    {
      id: "name",
      head: text("people-column-name"),
      width: "30%",
      cell: ({ name }) => (
        <Name>
          <SafeText>{name}</SafeText>
        </Name>
      ),
    },
    { id: "role", head: text("people-column-role"), cell: ({ role }) => <RoleWords role={role} /> },
    {
      id: "login",
      head: text("people-column-login"),
      wideOnly: true,
      cell: ({ login }) => <Ltr>{login}</Ltr>,
    },
    {
      id: "devices",
      head: text("people-column-devices"),
      end: true,
      cell: ({ devices }) => format.number(devices),
    },
    {
      id: "since",
      head: text("people-column-since"),
      wideOnly: true,
      cell: ({ created_at }) => format.staffDate(created_at),
    },
    {
      id: "state",
      head: text("people-column-state"),
      cell: ({ active }) =>
        active ? (
          <Text id="people-active" />
        ) : (
          <Tag kind="waiting" icon="lock">
            <Text id="people-inactive" />
          </Tag>
        ),
    },
  ];
  return (
    <WideTable>
      <DataTable
        label={text("people-list")}
        columns={columns}
        rows={people}
        rowKey={({ user }) => user}
        isQuiet={({ active }) => !active}
      />
    </WideTable>
  );
};
