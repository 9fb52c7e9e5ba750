-- Refreshes a pool of tokens: each request spends one, each answer brings its successor. Nothing is spent twice.
-- Arguments: file with one refresh token a line, the text before and after the token in the body, the field of the answer, the content type.
local head, tail, pattern
local pool, first, last = {}, 1, 0
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  head, tail, pattern = args[2], args[3], '"' .. args[4] .. '":%s*"([^"]+)"'
  wrk.method = "POST"
  wrk.headers["Content-Type"] = args[5]
  for line in io.lines(args[1]) do
    last = last + 1
    pool[last] = line
  end
  failures = 0
end

function request()
  local token = pool[first]
  pool[first] = nil
  first = first + 1
  if token == nil then
    error("no token is left: too many refreshes have failed")
  end
  return wrk.format(nil, nil, nil, head .. token .. tail)
end

function response(status, headers, body)
  local token = string.match(body, pattern)
  if status ~= 200 or token == nil then
    failures = failures + 1
  else
    last = last + 1
    pool[last] = token
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  for _, thread in ipairs(threads) do
    failures = failures + thread:get("failures")
  end
  io.write(string.format(
    '{"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"failures":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), failures))
end
