-- Spends a pool of tokens, each of them once, and ends when all are answered: a count instead of a time.
-- Arguments: file with one token a line, method, content type, the text before and after the token in the body.
-- Without a content type there is no body, and the token is the bearer of the request.
local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int pid, int signal);")

local interrupt = 2
local head, tail, hasBody
local pool, promised, spent = {}, 0, 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  wrk.method, hasBody, head, tail = args[2], args[3] ~= "", args[4] or "", args[5] or ""
  if hasBody then
    wrk.headers["Content-Type"] = args[3]
  end
  for line in io.lines(args[1]) do
    table.insert(pool, line)
  end
  failures = 0
  left = #pool
end

-- Asked before each request; a connection for which no token is left waits for the end.
function delay()
  if promised == #pool then
    return 3600000
  end
  promised = promised + 1
  return 0
end

function request()
  -- The first call comes before any delay: wrk looks what a request is like, and does not send it.
  local token = pool[spent + 1]
  if promised > 0 then
    spent = spent + 1
  end
  if hasBody then
    return wrk.format(nil, nil, nil, head .. token .. tail)
  end
  return wrk.format(nil, nil, { Host = wrk.headers["Host"], Authorization = "Bearer " .. token })
end

function response(status, headers, body)
  if status ~= 200 and status ~= 204 then
    failures = failures + 1
  end
  left = left - 1
  if left == 0 then
    -- wrk sleeps out its duration unless it is interrupted.
    wrk.thread:stop()
    ffi.C.kill(ffi.C.getpid(), interrupt)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    failures = failures + thread:get("failures") + thread:get("left")
  end
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"failures":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failures))
end
