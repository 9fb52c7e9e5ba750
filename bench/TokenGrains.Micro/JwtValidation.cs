using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TokenGrains.Tokens;

namespace TokenGrains.Micro;

/// <summary>An access token, checked by us and by Microsoft.IdentityModel; and one that a host has checked before.</summary>
public class JwtValidation
{
    private readonly JsonWebTokenHandler _peer = new();
    private TokenValidationParameters _parameters = null!;
    private Issuer _issuer = null!;
    private TokenVerifier _verifier = null!;
    private KnownCaller _caller = null!;
    private string _token = "";

    [Params("ES256", "HS256")]
    public string Algorithm { get; set; } = "";

    [GlobalSetup]
    public async Task Check()
    {
        _issuer = new Issuer(Algorithm);
        _verifier = new TokenVerifier(_issuer.Options, TimeProvider.System);
        _parameters = new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidTypes = [_issuer.Type],
            ValidAlgorithms = [Algorithm],
            IssuerSigningKey = _issuer.PeersKey,
            ClockSkew = TimeSpan.Zero,
        };
        _token = _issuer.Write();
        _caller = await KnownCaller.Start(_issuer, _token);

        var peers = await Peer();
        Sample.Require(Own() && peers.IsValid, "the token is refused");
        var forged = _token[..^4] + (_token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
        Sample.Require(
            _verifier.Verify(forged, _issuer.Keys, out _) is TokenRejection.Invalid && !(await _peer.ValidateTokenAsync(forged, _parameters)).IsValid,
            "a forged token is taken");
    }

    [GlobalCleanup]
    public Task Stop() => _caller.DisposeAsync().AsTask();

    [Benchmark]
    public bool Own() => _verifier.Verify(_token, _issuer.Keys, TokenTypes.Access, out _) is TokenRejection.None;

    [Benchmark(Baseline = true)]
    public Task<TokenValidationResult> Peer() => _peer.ValidateTokenAsync(_token, _parameters);

    [Benchmark]
    public ValueTask<AuthenticateResult> OwnKnown() => _caller.Authenticate();
}
