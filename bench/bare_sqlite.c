/*
 * Does recorded steps on the sqlite3 C API, one transaction each, prepared and durable (WAL, synchronous=FULL):
 * what any store over SQLite is measured against.
 *
 *   bare_sqlite DATABASE SCRIPT
 *
 * SCRIPT is a sequence of records, each begun by a letter; a text is its length in bytes, a colon and the bytes:
 *   P text           the next statement, numbered from 0
 *   B                begin of a transaction
 *   X number count   executes a statement with that many values: n (null), i integer, f real, t text
 *   C                commit
 * Prints the elapsed milliseconds, then those of each transaction, one a line.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { maxStatements = 256, maxTransactions = 1 << 20 };

static sqlite3 *database;
static sqlite3_stmt *statements[maxStatements];
static int statementCount = 0;
static double latencies[maxTransactions];
static int transactionCount = 0;
static char *cursor;

static void check(int code, const char *what) {
	if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
	fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
	exit(1);
}

static double nowMs(void) {
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static char letter(void) {
	while (*cursor == ' ' || *cursor == '\n') cursor++;
	return *cursor ? *cursor++ : 0;
}

static long long integer(void) { return strtoll(cursor, &cursor, 10); }

static char *text(int *length) {
	*length = (int)integer();
	char *start = cursor + 1;
	cursor = start + *length;
	return start;
}

static void run(sqlite3_stmt *statement) {
	int code;
	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++) sqlite3_column_text(statement, i);
	}
	check(code, "step");
	check(sqlite3_reset(statement), "reset");
}

static void execute(void) {
	sqlite3_stmt *statement = statements[integer()];
	int count = (int)integer();
	for (int i = 1; i <= count; i++) {
		int length;
		char *bytes;
		switch (letter()) {
		case 'n':
			check(sqlite3_bind_null(statement, i), "bind");
			break;
		case 'i':
			check(sqlite3_bind_int64(statement, i, integer()), "bind");
			break;
		case 'f':
			check(sqlite3_bind_double(statement, i, strtod(cursor, &cursor)), "bind");
			break;
		default:
			bytes = text(&length);
			check(sqlite3_bind_text(statement, i, bytes, length, SQLITE_STATIC), "bind");
		}
	}
	run(statement);
}

static sqlite3_stmt *prepare(const char *sql, int length) {
	sqlite3_stmt *statement;
	check(sqlite3_prepare_v3(database, sql, length, SQLITE_PREPARE_PERSISTENT, &statement, NULL), "prepare");
	return statement;
}

static char *readFile(const char *path) {
	FILE *file = fopen(path, "rb");
	if (!file || fseek(file, 0, SEEK_END)) exit(2);
	long size = ftell(file);
	rewind(file);
	char *bytes = calloc(size + 1, 1);
	if (!bytes || fread(bytes, 1, size, file) != (size_t)size) exit(2);
	fclose(file);
	return bytes;
}

int main(int argc, char **argv) {
	if (argc != 3) return 2;
	cursor = readFile(argv[2]);
	check(sqlite3_open(argv[1], &database), "open");
	check(sqlite3_exec(database, "PRAGMA journal_mode=WAL", NULL, NULL, NULL), "WAL");
	check(sqlite3_exec(database, "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON", NULL, NULL, NULL), "pragma");
	sqlite3_stmt *begin = prepare("BEGIN IMMEDIATE", -1), *commit = prepare("COMMIT", -1);
	double startedAt = nowMs(), begunAt = 0;
	for (char kind = letter(); kind; kind = letter()) {
		int length;
		char *sql;
		switch (kind) {
		case 'P':
			sql = text(&length);
			if (statementCount == maxStatements) return 3;
			statements[statementCount++] = prepare(sql, length);
			break;
		case 'B':
			begunAt = nowMs();
			run(begin);
			break;
		case 'X':
			execute();
			break;
		case 'C':
			run(commit);
			if (transactionCount == maxTransactions) return 3;
			latencies[transactionCount++] = nowMs() - begunAt;
			break;
		default:
			return 3;
		}
	}
	printf("%f\n", nowMs() - startedAt);
	for (int i = 0; i < transactionCount; i++) printf("%f\n", latencies[i]);
	return 0;
}
