using System.ComponentModel.DataAnnotations;

namespace TokenGrains.ApiHost.Django;

/// <summary>Django REST framework's own settings, by their own names, in the section <c>RestFramework</c>. Those not listed here are refused.</summary>
internal sealed class RestFrameworkOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RestFramework";

    public const string SessionAuthentication = "rest_framework.authentication.SessionAuthentication";
    public const string BasicAuthentication = "rest_framework.authentication.BasicAuthentication";
    public const string TokenAuthentication = "rest_framework.authentication.TokenAuthentication";
    public const string JwtAuthentication = "rest_framework_simplejwt.authentication.JWTAuthentication";
    public const string JwtStatelessAuthentication = "rest_framework_simplejwt.authentication.JWTStatelessUserAuthentication";
    public const string JwtTokenUserAuthentication = "rest_framework_simplejwt.authentication.JWTTokenUserAuthentication";
    public const string JsonRenderer = "rest_framework.renderers.JSONRenderer";
    public const string BrowsableRenderer = "rest_framework.renderers.BrowsableAPIRenderer";
    public const string JsonParser = "rest_framework.parsers.JSONParser";
    public const string FormParser = "rest_framework.parsers.FormParser";
    public const string MultiPartParser = "rest_framework.parsers.MultiPartParser";

    /// <summary>How <c>register/</c>, <c>register-jwt/</c> and <c>api-token-auth/</c> look at credentials, tried in order; Session and Basic by default. The other views name their own.</summary>
    [ConfigurationKeyName("DEFAULT_AUTHENTICATION_CLASSES"), KnownNames(SessionAuthentication, BasicAuthentication, TokenAuthentication, JwtAuthentication, JwtStatelessAuthentication, JwtTokenUserAuthentication)]
    public IList<string> AuthenticationClasses { get; set; } = [SessionAuthentication, BasicAuthentication];

    /// <summary>Who may use a view that does not say so itself. All views of this face do, so that it has no effect, as in Django.</summary>
    [ConfigurationKeyName("DEFAULT_PERMISSION_CLASSES"), KnownNames("rest_framework.permissions.AllowAny", "rest_framework.permissions.IsAuthenticated", "rest_framework.permissions.IsAdminUser", "rest_framework.permissions.IsAuthenticatedOrReadOnly")]
    public IList<string> PermissionClasses { get; set; } = [];

    /// <summary>Requests per period, such as <c>3/min</c>, by scope: <c>anon</c> for each address, <c>user</c> for each account. None by default. Not for <c>api-token-auth/</c>, as in Django.</summary>
    [ConfigurationKeyName("DEFAULT_THROTTLE_RATES")]
    public IDictionary<string, string?> ThrottleRates { get; set; } = new Dictionary<string, string?>();

    /// <summary>What the views render: JSON, and HTML for browsers. Both by default. Not for <c>api-token-auth/</c>, which names its own.</summary>
    [ConfigurationKeyName("DEFAULT_RENDERER_CLASSES"), KnownNames(JsonRenderer, BrowsableRenderer)]
    public IList<string> RendererClasses { get; set; } = [JsonRenderer, BrowsableRenderer];

    /// <summary>What the views read, in order of preference. JSON, forms and multipart by default. Not for <c>api-token-auth/</c>, which names its own.</summary>
    [ConfigurationKeyName("DEFAULT_PARSER_CLASSES"), KnownNames(JsonParser, FormParser, MultiPartParser)]
    public IList<string> ParserClasses { get; set; } = [JsonParser, FormParser, MultiPartParser];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RendererClasses is not [JsonRenderer, ..])
            yield return new ValidationResult($"{Section}:DEFAULT_RENDERER_CLASSES must begin with {JsonRenderer}: clients that name no type get JSON.");
        if (ParserClasses.Count == 0)
            yield return new ValidationResult($"{Section}:DEFAULT_PARSER_CLASSES must name at least one class.");
        foreach (var (scope, rate) in ThrottleRates)
        {
            if (scope is not ("anon" or "user"))
                yield return new ValidationResult($"{Section}:DEFAULT_THROTTLE_RATES:{scope} is not a scope; there are anon and user.");
            else if (rate is not null && !ThrottleRate.TryParse(rate, out _))
                yield return new ValidationResult($"{Section}:DEFAULT_THROTTLE_RATES:{scope} must be a number up to {ThrottleRate.HighestLimit} and a period, such as 3/min: s, m, h or d.");
        }
    }
}
