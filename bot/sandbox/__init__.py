"""A Calls API of our own to practise on: pure rules, scripted faults, an HTTP shell.

Written from the documented contract alone, sharing nothing with the bot's client: two readings
of one contract. Where the contract is silent the sandbox takes the stricter reading:

Errors of its own
- a refusal without a documented type has a type that starts with `sandbox.`: a malformed request
  is a 400 `sandbox.bad.request` with `field`; in the answers of `control` the name is in `error`;
- bodies other than JSON are a 415, bodies over 4 MiB a 413, unknown paths a 404
  `sandbox.unknown.path`, other methods (HEAD too: it would place a call) a 405.

Idempotence keys
- 1 to 64 of letters, digits and `._:-`, for one campaign, for 24 hours from its request;
- the same key with another method or another body (compared as JSON values) is a 422
  `sandbox.key.reused`, also when the first request was refused; the same body may try again;
- a key in the query or the form of a POST, two keys, or one that differs between the query and
  the header of a GET are refused.

Duplicates
- the 24-hour rule of crmCalls holds for addPhones as well, whatever the keys, for jobs that were
  cancelled or not done, and counts calls placed by test/addPhone; `{}` is no payload;
- one phone twice in an array is refused even with different payloads.

addPhones
- 1 to 500 elements; unknown fields, `null`, `1.0` for an integer, repeated names in an object, days
  named twice, dates without seconds or offset and a finish that is past are refused;
- windows that touch, are empty or pass midnight are `invalid.call.allowed.time`, also those of
  days that are not allowed; `24:00` is malformed;
- the deprecated localTimeFrom and localTimeTo are taken as a pair, never beside allowedTime;
- a phone is 7 to 15 digits and valid in its country; a zone is `+HH:MM` or an IANA name;
- job ids come in the order of the request.

Other methods
- pause asks for a campaign that runs, resume for one that is paused, stop for one not finished;
  stop cannot be taken back and turns planned jobs into `notDone`; resume without minutes left
  does nothing; `args` of a refusal is an object;
- cancel and getReport need at least one id or phone; one unknown name refuses the whole request;
  cancel answers only the jobs that it changed; a call that goes on ends, then its job is
  `cancelledByUser` unless it was answered;
- crmCalls refuses a parameter given twice, and the error of an id not found carries `id`;
- reports by date take RFC 3339 moments with seconds and offset, bounds included, oldest rows
  first; a bound on `finishedAt` leaves out what has no end; reversed bounds, unknown fields and
  pages beyond the limits are refused; the body of getUnfinished is the page itself;
- where nobody answered, `tagName` and `callResult` are empty, not null; talk is told in seconds;
- the state of a campaign is spelt `inProgress`; only tokens of the sandbox are known.

The dialler
- a day that allowedTime leaves out has no calls; without allowedDays the campaign's days hold
  (mon-fri, 09:00-18:00, 3 attempts, 60 minutes apart); no call begins at localTimeTo or after it,
  but one that began before may go on;
- a number whose place is unclear has the middle one of its zones: give gmtZone;
- an attempt begins no sooner than the interval after the end of the last one; a new job waits
  two minutes; nobody is called at or after finishDateTime, and then the job is `noAnswer`, or
  `notDone` if it never was called;
- dialerPriority comes first in the order of calls, then what is documented: those with parameters
  of their own, the window that closes soonest, the longest wait;
- two lines, as on the free plan; a campaign never finishes by itself unless told to, for numbers
  may come at any time; externalCheck is taken, but nobody is asked.

Practice beside the API: /_sandbox/ shows campaigns and jobs, /_sandbox/openapi.json describes all.
What a sandbox holds follows from the requests that change it, their moments and a seed (world.py);
kept in a file, these outlive the process. Scripted faults and the log of requests do not.
"""
