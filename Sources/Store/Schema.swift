import GRDB

/// The tables of the index, as named migrations: one is added for a change, none is ever edited.
///
/// It is meant to be read by people's own SQL too, through the view `reading`:
///
/// ```sql
/// SELECT cell.settings ->> '$.precision', reading.axes ->> 'layer' AS layer, avg(reading.value)
/// FROM reading JOIN cell ON cell.id = reading.cell
/// WHERE reading.measurement = 0 AND reading.step = 0 GROUP BY 1, 2;
/// ```
///
/// A row a value, because a BLOB a table of readings would be smaller (8 bytes a value instead of 16) but nothing that SQL can
/// average. Axes are kept once for all tables that share them (a `grid`): the layers of 256 cells are the same 50 numbers.
///
/// `value.value` has no declared type: a column of type REAL keeps whole numbers as integers, and so makes -0 a 0. A value is
/// REAL, infinities included; NaN, which SQLite cannot hold, is NULL, and nothing else is.
enum Schema {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("cells and readings") { db in
      try db.execute(
        sql: """
          CREATE TABLE cell (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,       -- SHA-256 of revision and settings
            revision INTEGER NOT NULL,      -- of the numeric engine
            outcome TEXT NOT NULL,          -- 'finished', 'diverged at step 3'
            settings TEXT NOT NULL,         -- canonical JSON
            size INTEGER NOT NULL,          -- of the record's file, in bytes; with its time of change (ns since 1970),
            modified INTEGER NOT NULL,      -- it tells whether the record is still the one that was indexed
            checksum INTEGER NOT NULL       -- over outcome and readings: damage that SQLite itself cannot see
          );
          CREATE TABLE grid (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,    -- SHA-256 of axes
            axes TEXT NOT NULL              -- canonical JSON {"axes":[{"name":"layer","values":[0,1]}],"count":2}
          );
          CREATE TABLE point (
            grid INTEGER NOT NULL REFERENCES grid,
            position INTEGER NOT NULL,      -- counted from 0
            axes TEXT NOT NULL,             -- canonical JSON {"layer":0}
            PRIMARY KEY (grid, position)
          ) WITHOUT ROWID;
          CREATE TABLE series (
            id INTEGER PRIMARY KEY,         -- ascending within a cell as recorded
            cell INTEGER NOT NULL REFERENCES cell,
            measurement INTEGER NOT NULL,   -- position in the settings' measurements, counted from 0
            step INTEGER NOT NULL,
            grid INTEGER NOT NULL REFERENCES grid
          );
          CREATE INDEX seriesByCell ON series (cell);
          CREATE TABLE value (
            series INTEGER NOT NULL REFERENCES series,
            position INTEGER NOT NULL,
            value CHECK (typeof(value) IN ('real', 'null')),
            PRIMARY KEY (series, position)
          ) WITHOUT ROWID;
          CREATE VIEW reading AS
            SELECT series.cell, cell.key, cell.outcome, series.measurement, series.step, point.axes, value.value
            FROM cell JOIN series ON series.cell = cell.id JOIN value ON value.series = series.id
              JOIN point ON point.grid = series.grid AND point.position = value.position;
          """)
    }
    return migrator
  }
}
