using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TokenGrains.Cluster.Tests.Histories;

namespace TokenGrains.Cluster.Tests.Load;

/// <summary>Speaks to one host over real sockets, and has everything recorded.</summary>
internal sealed class TokenClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly Recorder _recorder;
    private readonly TimeSpan _grace;
    private AuthenticationHeaderValue? _staff;
    private volatile bool _hostIsGone;

    public TokenClient(Uri host, Recorder recorder, TimeSpan grace, Gate? gate = null)
    {
        var sockets = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false };
        _http = new HttpClient(gate is null ? sockets : new GateHandler(gate, sockets))
        {
            BaseAddress = host,
            Timeout = TimeSpan.FromSeconds(30),
        };
        _recorder = recorder;
        _grace = grace;
    }

    /// <summary>Whether a connection was refused.</summary>
    public bool HostIsGone => _hostIsGone;

    /// <summary>Signs the staff user in, which <see cref="EndTokens"/> and its like need.</summary>
    public async Task SignInStaff(string name, string password)
    {
        using var answer = await Insist(() => _http.PostAsJsonAsync("/api-token-auth/", new { username = name, password }));
        answer.EnsureSuccessStatusCode();
        var (_, issued) = AnswerReader.Read(Deed.ObtainOpaque, answer.StatusCode, await answer.Content.ReadAsStringAsync());
        _staff = new AuthenticationHeaderValue("Token", issued.Opaque);
    }

    public Task<Entry> Register(Account account) =>
        Send(Deed.Register, account, null, () => Post("/register-jwt/", new { username = account.Name, password = account.Password }));

    public Task<Entry> SignIn(Account account) =>
        Send(Deed.SignIn, account, null, () => Post("/api/token/", new { username = account.Name, password = account.Password }));

    public Task<Entry> ObtainOpaque(Account account) =>
        Send(Deed.ObtainOpaque, account, null, () => Post("/api-token-auth/", new { username = account.Name, password = account.Password }));

    public Task<Entry> Refresh(Account account, string refresh) =>
        Send(Deed.Refresh, account, refresh, () => Post("/api/token/refresh/", new { refresh }));

    /// <summary>Sends the token and closes the connection without reading the answer.</summary>
    public Task<Entry> RefreshAndHangUp(Account account, string refresh) =>
        Send(Deed.Refresh, account, refresh, () => Post("/api/token/refresh/", new { refresh }), hangsUp: true);

    public Task<Entry> Blacklist(Account account, string refresh) =>
        Send(Deed.Blacklist, account, refresh, () => Post("/api/token/blacklist/", new { refresh }));

    public Task<Entry> CallWithOpaque(Account account, string token) =>
        Send(Deed.CallWithOpaque, account, token, () => Get("/hello/", new AuthenticationHeaderValue("Token", token)));

    public Task<Entry> CallWithAccess(Account account, string token) =>
        Send(Deed.CallWithAccess, account, token, () => Get("/hello-jwt/", new AuthenticationHeaderValue("Bearer", token)));

    public Task<Entry> EndTokens(Account account) =>
        Send(Deed.EndTokens, account, null, async () => Staff(HttpMethod.Delete, $"{await FindPath(account)}tokens/"));

    public Task<Entry> EndSessions(Account account) =>
        Send(Deed.EndSessions, account, null, async () => Staff(HttpMethod.Delete, $"{await FindPath(account)}sessions/"));

    public Task<Entry> Deactivate(Account account) => Send(Deed.Deactivate, account, null, async () =>
    {
        var request = Staff(HttpMethod.Patch, await FindPath(account));
        request.Content = JsonContent.Create(new { is_active = false });
        return request;
    });

    public void Dispose() => _http.Dispose();

    /// <summary>Asks again as the answer's <c>Retry-After</c> says.</summary>
    private static async Task<HttpResponseMessage> Insist(Func<Task<HttpResponseMessage>> send)
    {
        while (true)
        {
            var answer = await send();
            if (answer is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } pause })
                return answer;
            answer.Dispose();
            await Task.Delay(pause);
        }
    }

    private static Task<HttpRequestMessage> Post(string path, object body) =>
        Task.FromResult(new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) });

    private static Task<HttpRequestMessage> Get(string path, AuthenticationHeaderValue credentials) =>
        Task.FromResult(new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = credentials } });

    private HttpRequestMessage Staff(HttpMethod method, string path) => new(method, path) { Headers = { Authorization = _staff } };

    private async Task<string> FindPath(Account account)
    {
        using var answer = await _http.SendAsync(Staff(HttpMethod.Get, $"/api/admin/users/?username={account.Name}"));
        answer.EnsureSuccessStatusCode();
        return $"/api/admin/users/{AnswerReader.ReadUserId(await answer.Content.ReadAsStringAsync())}/";
    }

    private async Task<Entry> Send(Deed deed, Account account, string? presented, Func<Task<HttpRequestMessage>> create, bool hangsUp = false)
    {
        var begin = _recorder.Now;
        var entry = await Send(deed, create, hangsUp) with
        {
            Account = account.Name,
            Presented = presented,
            Grace = _grace,
            Begin = begin,
            End = _recorder.Now,
        };
        _recorder.Add(entry);
        return entry;
    }

    private async Task<Entry> Send(Deed deed, Func<Task<HttpRequestMessage>> create, bool hangsUp)
    {
        var entry = new Entry { Deed = deed, Account = "", Begin = default, End = default, Verdict = Verdict.Unknown };
        try
        {
            using var request = await create();
            using var hangUp = new CancellationTokenSource();
            if (hangsUp)
                request.Content = new HangUpContent(request.Content!, hangUp);
            using var answer = await _http.SendAsync(request, hangUp.Token);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            var (verdict, issued) = AnswerReader.Read(deed, answer.StatusCode, body);
            return entry with { Verdict = verdict, Issued = issued, Status = (int)answer.StatusCode, Detail = verdict is Verdict.Ok ? "" : body };
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException)
        {
            _hostIsGone |= lost is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError };
            return entry with { Detail = lost.Message };
        }
    }
}
