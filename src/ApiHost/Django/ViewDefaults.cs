using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using TokenGrains.ApiHost.Authentication;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Django;

/// <summary>What the <c>RestFramework</c> section gives to views that do not declare it themselves.</summary>
internal sealed class ViewDefaults(
    IOptions<RestFrameworkOptions> options, Throttles throttles, KnownCallers callers, AccessTokenHeader accessTokens, DjangoAnswers answers)
{
    private readonly RestFrameworkOptions _options = options.Value;

    /// <summary>Adds the renderers, the parsers and the throttles.</summary>
    public DjangoView Complete(DjangoView view) => view with
    {
        BrowsableHtml = _options.RendererClasses.Contains(RestFrameworkOptions.BrowsableRenderer),
        Parsers = [.. _options.ParserClasses.Select(FormatOf)],
        Throttle = _options.ThrottleRates.Count > 0 ? throttles.Take : null,
    };

    /// <summary>Adds the authenticators. The first one decides whether a refusal is a 401 with a challenge or a 403.</summary>
    public DjangoView Authenticate(DjangoView view) => view with
    {
        AuthenticationSchemes = [.. _options.AuthenticationClasses.Select(SchemeOf).OfType<string>()],
        Challenge = _options.AuthenticationClasses.Select(ChallengeOf).FirstOrDefault(),
        VariesByCookie = _options.AuthenticationClasses.Contains(RestFrameworkOptions.SessionAuthentication),
        AskScheme = callers.Authenticate,
        AuthenticationFailed = answers.AuthenticationFailed,
    };

    /// <summary>A protected view with an authenticator of its own.</summary>
    public DjangoView Protect(DjangoView view, string authenticationClass) => view with
    {
        AuthenticationSchemes = ImmutableArray.Create(SchemeOf(authenticationClass)!),
        Challenge = ChallengeOf(authenticationClass),
        AskScheme = callers.Authenticate,
        AuthenticationFailed = answers.AuthenticationFailed,
    };

    // There are no cookies here, so that a session never authenticates anyone.
    private static string? SchemeOf(string name) => name switch
    {
        RestFrameworkOptions.BasicAuthentication => AuthenticationSchemes.Basic,
        RestFrameworkOptions.TokenAuthentication => AuthenticationSchemes.OpaqueToken,
        RestFrameworkOptions.JwtAuthentication => AuthenticationSchemes.AccessTokenUser,
        RestFrameworkOptions.JwtStatelessAuthentication or RestFrameworkOptions.JwtTokenUserAuthentication => AuthenticationSchemes.AccessToken,
        _ => null,
    };

    private string? ChallengeOf(string name) => name switch
    {
        RestFrameworkOptions.SessionAuthentication => null,
        RestFrameworkOptions.BasicAuthentication => "Basic realm=\"api\"",
        RestFrameworkOptions.TokenAuthentication => AuthenticationSchemes.OpaqueToken,
        _ => accessTokens.Challenge,
    };

    private static BodyFormat FormatOf(string parser) => parser switch
    {
        RestFrameworkOptions.FormParser => BodyFormat.Form,
        RestFrameworkOptions.MultiPartParser => BodyFormat.Multipart,
        _ => BodyFormat.Json,
    };
}
