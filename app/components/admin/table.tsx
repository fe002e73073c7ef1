import { Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

export type Column<T> = {
  readonly title: string;
  readonly align?: "end";
  /** Left out on narrow screens, where rows become cards. */
  readonly wideOnly?: boolean;
  /** May hold one long word (an address), which is broken rather than widening the table. */
  readonly long?: boolean;
  cell(row: T): ReactNode;
};

type Props<T> = {
  /** For screen readers: what the table lists. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly empty: ReactNode;
  readonly footer?: ReactNode;
};

/**
 * A list with columns; on narrow screens each row is a card. The first column holds the row's link, whose
 * target is the whole row.
 */
export function Table<T>({ caption, columns, rows, keyOf, empty, footer }: Props<T>) {
  return (
    <Card padding="0">
      {rows.length === 0 ? (
        <div className="ag-empty">{empty}</div>
      ) : (
        <table className="ag-table">
          <caption>
            <Text as="span" visuallyHidden>
              {caption}
            </Text>
          </caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.title} scope="col" data-align={column.align}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map((column) => (
                  <td key={column.title} data-label={column.title} data-align={column.align} data-wide={column.wideOnly || undefined} data-long={column.long || undefined}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {footer}
    </Card>
  );
}
