using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace TokenGrains.ApiHost.Django.Views;

/// <summary>Answers a request that has passed every check of its <see cref="DjangoView"/>.</summary>
internal delegate Task<DjangoResponse> DjangoAction(DjangoRequest request);

/// <summary>Everything that DRF's <c>APIView</c> declares about an endpoint, apart from what it does.</summary>
internal sealed record DjangoView
{
    /// <summary>As DRF derives it from the class name: <c>Token Obtain Pair</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The class's docstring, dedented; its line breaks reach the client.</summary>
    public string Description { get; init; } = "";

    /// <summary>The verbs the action answers, upper case. HEAD comes with GET, OPTIONS with every view.</summary>
    public required ImmutableArray<string> Methods { get; init; }

    /// <summary>False is DRF's <c>metadata_class = None</c>: OPTIONS is refused like any other verb.</summary>
    public bool AnswersOptions { get; init; } = true;

    /// <summary>Whether the view renders HTML for browsers beside JSON, which always comes first.</summary>
    public bool BrowsableHtml { get; init; } = true;

    /// <summary>What the view reads, in order of preference: <c>Content-Type: */*</c> takes the first.</summary>
    public ImmutableArray<BodyFormat> Parsers { get; init; } = [BodyFormat.Json, BodyFormat.Form, BodyFormat.Multipart];

    /// <summary>The largest body that is read, in bytes; 64 KiB. Django's limit is 2.5 MB, of which no request of this face needs a fortieth.</summary>
    public int LargestBody { get; init; } = 64 * 1024;

    /// <summary>Tried in order until one succeeds or fails. None: credentials are not looked at.</summary>
    public ImmutableArray<string> AuthenticationSchemes { get; init; } = [];

    /// <summary>Asks one of the schemes who the caller is.</summary>
    public Func<HttpContext, string, ValueTask<AuthenticateResult>> AskScheme { get; init; } =
        static (context, scheme) => new(context.AuthenticateAsync(scheme));

    /// <summary>Value of <c>WWW-Authenticate</c>; without one, DRF answers 403 wherever it means 401.</summary>
    public string? Challenge { get; init; }

    /// <summary>Puts the failure of one scheme, by its name, into the words of the wire.</summary>
    public Func<AuthenticateResult, string, DjangoResponse> AuthenticationFailed { get; init; } =
        static (_, _) => DjangoResponse.Detail(StatusCodes.Status401Unauthorized, "Incorrect authentication credentials.");

    /// <summary>Who may use the view, such as <see cref="IsAuthenticated"/>; null is DRF's <c>AllowAny</c>.</summary>
    public Func<ClaimsPrincipal, bool>? Permission { get; init; }

    /// <summary>How long this client has to wait, or null if it may go on. Asked after the permission, before the method is looked at.</summary>
    public Func<HttpContext, TimeSpan?>? Throttle { get; init; }

    /// <summary>The fields that OPTIONS shows; null for a plain <c>APIView</c>, which knows no serializer.</summary>
    public Serializer? Serializer { get; init; }

    /// <summary>True if the first authenticator is DRF's <c>SessionAuthentication</c>, whose look at the session adds <c>Vary: Cookie</c>.</summary>
    public bool VariesByCookie { get; init; }

    /// <summary>DRF's permission of the same name.</summary>
    public static bool IsAuthenticated(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true };
}
