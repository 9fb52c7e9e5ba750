using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using TokenGrains.Tokens;

namespace TokenGrains.ApiHost.Authentication;

/// <summary>Finds the access token where <c>AUTH_HEADER_NAME</c> and <c>AUTH_HEADER_TYPES</c> say.</summary>
internal sealed class AccessTokenHeader
{
    private readonly string[] _words;
    private readonly IReadOnlyList<string> _types;

    public AccessTokenHeader(IOptions<SimpleJwtOptions> options)
    {
        Name = options.Value.AuthHeaderName["HTTP_".Length..].Replace('_', '-');
        _types = options.Value.AuthTokenTypes;
        _words = options.Value.AuthHeaderTypes.Count > 0 ? [.. options.Value.AuthHeaderTypes] : [AuthenticationSchemes.AccessToken];
    }

    /// <summary>The name of the header.</summary>
    public string Name { get; }

    /// <summary>The <c>WWW-Authenticate</c> value of a refusal (RFC 6750 section 3), with the first of the words, as SimpleJWT.</summary>
    public string Challenge => $"{_words[0]} realm=\"api\"";

    public Task Read(MessageReceivedContext context)
    {
        // SimpleJWT compares the word with its case.
        var header = TokenHeader.Read(context.Request.Headers[Name], _words, StringComparison.Ordinal);
        switch (header.State)
        {
            case TokenHeaderState.Absent:
                context.NoResult();
                break;

            case TokenHeaderState.Present:
                context.Token = header.Token;
                break;

            // The bytes may well be a token; no token of ours has them.
            case TokenHeaderState.NotUnicode:
                context.Fail(new TokenRejectedException([.. _types.Select(type => (type, TokenRejection.Invalid))]));
                break;

            default:
                context.Fail(new TokenHeaderException(header.State));
                break;
        }

        return Task.CompletedTask;
    }
}
