-- What people ask, as wrk sends it: of a hundred requests, most read public pages, some are told that they have them
-- already, one searches, one filters a list and one reads a page of their own. Each comes from one of many networks.
local cookie = os.getenv("BENCH_COOKIE")
local pages = { "/", "/guides", "/guides/formal-investigation", "/cy/guides/your-rights", "/support", "/about", "/glossary", "/favicon.svg" }
local needs = { "legal", "feelings", "practical" }
local count = 0

request = function()
  count = count + 1
  local headers = {
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["X-Forwarded-For"] = "10." .. (count % 200) .. "." .. (math.floor(count / 200) % 200) .. ".1",
  }
  local turn = count % 100
  if turn == 1 then return wrk.format("GET", "/search?q=sacked", headers) end
  if turn == 2 then return wrk.format("GET", "/support?need=" .. needs[count % 3 + 1], headers) end
  if turn == 3 then
    headers["Cookie"] = cookie
    return wrk.format("GET", "/account", headers)
  end
  if turn % 10 == 4 then headers["If-None-Match"] = '"somebody-has-it"' end
  return wrk.format("GET", pages[count % #pages + 1], headers)
end
