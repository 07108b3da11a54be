import { type ReactNode, useState } from "react";
import { type Column, DataTable } from "../../kit/DataTable";
import { Ltr } from "../../kit/Ltr";
import { PersonName } from "../../kit/PersonName";
import { Tag } from "../../kit/Tag";
import { useFormat } from "../../kit/useFormat";

interface Row {
  id: string;
  name: string;
  born: string;
  number: string;
  quiet?: boolean;
  same?: boolean;
}

const few: readonly Row[] = [
  { id: "1", name: "Yusuf, Amina", born: "1964-07-14", number: "481 522 0736" },
  { id: "2", name: "Yusuf, Aminata", born: "1991-02-02", number: "481 530 1142" },
  { id: "3", name: "Yusuf Hassan, Amir", born: "2019-09-27", number: "481 544 9080" },
  { id: "4", name: "Yusuf, Amina", born: "1964-06-14", number: "481 519 3371", same: true },
  { id: "5", name: "يوسف, أمينة", born: "~1978", number: "481 526 7704" },
  { id: "6", name: "Yusuf, Amin", born: "1982", number: "481 502 4410", quiet: true },
];

const many: readonly Row[] = Array.from({ length: 3800 }, (_, at) => ({
  id: `m${at}`,
  name: `Person, Number ${at + 1}`,
  born: `${1930 + (at % 90)}-0${1 + (at % 9)}-1${at % 10}`,
  number: `481 ${100_000 + at}`,
}));

export const Tables = (): ReactNode => {
  const format = useFormat();
  const [selected, setSelected] = useState<string | null>("1");
  const columns: readonly Column<Row>[] = [
    {
      id: "name",
      head: "Name",
      cell: ({ name }) => (
        <strong>
          <PersonName name={{ text: name }} />
        </strong>
      ),
    },
    { id: "born", head: "Born", cell: ({ born }) => format.born(born) },
    { id: "number", head: "Record no.", cell: ({ number }) => <Ltr>{number}</Ltr>, wideOnly: true },
    { id: "flag", head: "State", end: true, cell: ({ same }) => (same ? <Tag kind="needs">Same person?</Tag> : null) },
  ];
  const common = { columns, rowKey: ({ id }: Row) => id, selected, onSelect: ({ id }: Row) => setSelected(id) };
  return (
    <>
      <DataTable label="Patients" rows={few} total={3800} isQuiet={({ quiet }) => quiet === true} {...common} />
      <DataTable label="All patients" rows={many} maxHeight="260px" {...common} />
    </>
  );
};
