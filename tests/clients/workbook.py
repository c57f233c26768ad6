"""The workbook against the CSV tables: every sheet as openpyxl and pandas read it, cell by cell.

python workbook.py EXPORTS     reads EXPORTS/xlsx and EXPORTS/tables; exit status 0: equal; 1: differences"""

import csv
import sys
from importlib.metadata import version
from pathlib import Path

import openpyxl
import pandas
from openpyxl.utils.escape import unescape

from tables import plain

CELL = 32_767
MOST_SHOWN = 20


def as_written(cell):
    """A cell as the CSV has it; a number without “.0”."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    # What XML cannot hold is written as Excel writes it: _x0007_.
    return unescape(str(cell))


def units(text):
    return len(text.encode("utf-16-le")) // 2


def same(written, read):
    if written == read:
        return True
    try:
        return float(written) == float(read)
    except ValueError:
        # What is too long for a cell is cut, and told beside the export.
        return units(written) > CELL and written.startswith(read) and units(read) >= CELL - 1


def main() -> int:
    root = Path(sys.argv[1])
    path = next(iter(sorted((root / "xlsx").rglob("*.xlsx"))), None) or root / "xlsx"
    book = openpyxl.load_workbook(path)
    clean = plain(root / "tables")
    differences, rows, cells, formulas = [], 0, 0, 0
    # What is known of the entities stands beside both, and is no sheet.
    tables = sorted(path for path in (root / "tables").glob("*.csv") if path.name != "names.csv")
    if not tables:
        print("no tables to compare with", file=sys.stderr)
        return 2
    for table in tables:
        name = table.stem
        with open(table, encoding="utf-8", newline="") as file:
            wanted = [[clean(cell) for cell in row] for row in csv.reader(file)]
        if name not in book.sheetnames:
            differences.append(f"{name}: there is no such sheet")
            continue
        sheet = book[name]
        read = [[cell for cell in row] for row in sheet.iter_rows()]
        formulas += sum(cell.data_type == "f" for row in read for cell in row)
        if len(read) != len(wanted):
            differences.append(f"{name}: {len(read)} rows of {len(wanted)}")
        for number, (want, got) in enumerate(zip(wanted, read), 1):
            got = [as_written(cell.value) for cell in got] + [""] * (len(want) - len(got))
            for column, (one, other) in enumerate(zip(want, got)):
                cells += 1
                if not same(one, other):
                    differences.append(f"{name} row {number}, {wanted[0][column]}: {one[:60]!r} is {other[:60]!r}")
        rows += len(wanted) - 1
        frame = pandas.read_excel(path, sheet_name=name, dtype=str, keep_default_na=False)
        if len(frame) != len(wanted) - 1 or list(frame.columns) != wanted[0]:
            differences.append(f"{name}: pandas reads {len(frame)} rows and {list(frame.columns)[:3]}…")
    if formulas:
        differences.append(f"{formulas} cells are formulas")
    client = f"openpyxl {version('openpyxl')}, pandas {version('pandas')}"
    print(f"| xlsx | {client} | {len(tables)} sheets | {rows} rows | {cells} cells | {len(differences)} |")
    for difference in differences[:MOST_SHOWN]:
        print(f"  {difference}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
