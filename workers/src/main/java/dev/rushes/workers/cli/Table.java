package dev.rushes.workers.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns of text, each as wide as its widest cell. */
final class Table {

    private final List<String[]> rows = new ArrayList<>();

    Table(String... headings) {
        this.rows.add(headings);
    }

    void row(String... cells) {
        this.rows.add(cells);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : this.rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]).append(" ".repeat(width(column) - row[column].length() + 2));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return this.rows.stream().mapToInt((row) -> row[column].length()).max().orElse(0);
    }

}
