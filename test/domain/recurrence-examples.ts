/** "9 2 9 16" is 2, 9 and 16 September; a number above 31 is the year from there on. */
const days = (year: number, ...months: readonly string[]): readonly string[] => {
  let current = year;
  return months.flatMap((line) => {
    const [month = "", ...rest] = line.split(" ");
    if (Number(month) > 31) {
      current = Number(month);
      return [];
    }
    return rest.map((day) => `${current}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  });
};

// RFC 5545, 3.8.5.3: its examples with their results, as they stand there.
export const examples: readonly (readonly [rule: string, start: string, expected: readonly string[]])[] = [
  ["FREQ=DAILY;COUNT=10", "1997-09-02", days(1997, "9 2 3 4 5 6 7 8 9 10 11")],
  ["FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02", days(1997, "9 2 12 22", "10 2 12")],
  ["FREQ=WEEKLY;COUNT=10", "1997-09-02", days(1997, "9 2 9 16 23 30", "10 7 14 21 28", "11 4")],
  [
    "FREQ=WEEKLY;UNTIL=19971224T000000Z",
    "1997-09-02",
    days(1997, "9 2 9 16 23 30", "10 7 14 21 28", "11 4 11 18 25", "12 2 9 16 23"),
  ],
  ["FREQ=WEEKLY;INTERVAL=2;WKST=SU;COUNT=9", "1997-09-02", days(1997, "9 2 16 30", "10 14 28", "11 11 25", "12 9 23")],
  [
    "FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH",
    "1997-09-02",
    days(1997, "9 2 4 9 11 16 18 23 25 30", "10 2"),
  ],
  [
    "FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR",
    "1997-09-01",
    days(1997, "9 1 3 5 15 17 19 29", "10 1 3 13 15 17 27 29 31", "11 10 12 14 24 26 28", "12 8 10 12 22"),
  ],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "1997-09-02", days(1997, "9 2 4 16 18 30", "10 2 14 16")],
  [
    "FREQ=MONTHLY;COUNT=10;BYDAY=1FR",
    "1997-09-05",
    days(1997, "9 5", "10 3", "11 7", "12 5", "1998", "1 2", "2 6", "3 6", "4 3", "5 1", "6 5"),
  ],
  ["FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR", "1997-09-05", days(1997, "9 5", "10 3", "11 7", "12 5")],
  [
    "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
    "1997-09-07",
    days(1997, "9 7 28", "11 2 30", "1998", "1 4 25", "3 1 29", "5 3 31"),
  ],
  [
    "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO",
    "1997-09-22",
    days(1997, "9 22", "10 20", "11 17", "12 22", "1998", "1 19", "2 16"),
  ],
  ["FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3", "1997-09-28", days(1997, "9 28", "10 29", "11 28")],
  [
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15",
    "1997-09-02",
    days(1997, "9 2 15", "10 2 15", "11 2 15", "12 2 15", "1998", "1 2 15"),
  ],
  [
    "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1",
    "1997-09-30",
    days(1997, "9 30", "10 1 31", "11 1 30", "12 1 31", "1998", "1 1 31", "2 1"),
  ],
  [
    "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
    "1997-09-10",
    days(1997, "9 10 11 12 13 14 15", "1999", "3 10 11 12 13"),
  ],
  [
    "FREQ=YEARLY;COUNT=10;BYMONTH=6,7",
    "1997-06-10",
    days(
      1997,
      "6 10",
      "7 10",
      "1998",
      "6 10",
      "7 10",
      "1999",
      "6 10",
      "7 10",
      "2000",
      "6 10",
      "7 10",
      "2001",
      "6 10",
      "7 10",
    ),
  ],
  [
    "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200",
    "1997-01-01",
    days(1997, "1 1", "4 10", "7 19", "2000", "1 1", "4 9", "7 18", "2003", "1 1", "4 10", "7 19", "2006", "1 1"),
  ],
  ["FREQ=YEARLY;BYDAY=20MO;COUNT=3", "1997-05-19", days(1997, "5 19", "1998", "5 18", "1999", "5 17")],
  ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "1997-05-12", days(1997, "5 12", "1998", "5 11", "1999", "5 17")],
  [
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=5",
    "1998-02-13",
    days(1998, "2 13", "3 13", "11 13", "1999", "8 13", "2000", "10 13"),
  ],
  [
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=3",
    "1996-11-05",
    days(1996, "11 5", "2000", "11 7", "2004", "11 2"),
  ],
  ["FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", days(1997, "9 4", "10 7", "11 6")],
  [
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=7",
    "1997-09-29",
    days(1997, "9 29", "10 30", "11 27", "12 30", "1998", "1 29", "2 26", "3 30"),
  ],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05", days(1997, "8 5 10 19 24")],
  ["FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05", days(1997, "8 5 17 19 31")],
  ["FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15", days(2007, "1 15 30", "2 15", "3 15 30")],
];
