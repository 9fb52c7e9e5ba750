using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TokenGrains.Grains.Tests.Tokens;

/// <summary>Applies the mutations of <c>hostile_jwt_mutations.json</c> to one live token.</summary>
internal sealed class TokenSpoiler : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly TokenMint _mint;
    private readonly string _header;
    private readonly string _payload;
    private readonly string _signature;
    private readonly string _otherSignature;
    private readonly ForeignSigners _foreign;

    public TokenSpoiler(TokenMint mint, bool refresh)
    {
        _mint = mint;
        Live = refresh ? mint.WriteRefresh() : mint.WriteAccess();
        (_header, _payload, _signature) = Live.Split('.') is [var header, var payload, var signature] ? (header, payload, signature) : default;
        var claims = refresh ? mint.RefreshClaims() : mint.AccessClaims();
        var signer = refresh ? mint.RefreshSigner : mint.AccessSigner;
        _otherSignature = mint.Writer.Write(claims with { Id = new string('0', 32) }, signer).Split('.')[2];
        _foreign = new ForeignSigners(mint.PrivateKey, signer.Algorithm);
    }

    public string Live { get; }

    /// <summary>The spoiled tokens; none if the mutation needs a key of ours or does not apply to this token.</summary>
    public IEnumerable<string> Spoil(JsonObject mutation) => mutation.First().Key switch
    {
        "header" or "header_del" or "header_fn" or "header_embed" => SpoilHeader(mutation),
        "payload" => [WithPayload(Merge(Jws.Decode(_payload), mutation["payload"]!.AsObject()))],
        "payload_fn" => [WithPayload(PayloadForm((string)mutation["payload_fn"]!))],
        "sig_fn" => [$"{_header}.{_payload}.{SignatureForm((string)mutation["sig_fn"]!)}"],
        "token_fn" => TokenForms.Write((string)mutation["token_fn"]!, _header, _payload, _signature),
        var unknown => throw new NotSupportedException(unknown),
    };

    public void Dispose() => _foreign.Dispose();

    private IEnumerable<string> SpoilHeader(JsonObject mutation)
    {
        var header = JsonNode.Parse(Jws.Decode(_header))!.AsObject();
        var before = header.ToJsonString(Relaxed);
        if (mutation["header"] is JsonObject changes)
            header = JsonNode.Parse(Merge(before, changes))!.AsObject();
        foreach (var name in mutation["header_del"]?.AsArray() ?? [])
            header.Remove((string)name!);
        if (mutation["header_fn"] is not null && header["kid"] is { } keyId)
            header["kid"] = ((string)keyId!).ToUpperInvariant();
        if ((string?)mutation["header_embed"] is { } place)
            _foreign.Embed(header, place);

        if (mutation["sign"] is JsonObject sign)
            return _foreign.Sign(header.ToJsonString(Relaxed), _payload, sign);
        return header.ToJsonString(Relaxed) == before
            ? []
            : [$"{Jws.Encode(header.ToJsonString(Relaxed))}.{_payload}.{(string?)mutation["sig"] ?? _signature}"];
    }

    private string WithPayload(string payload) => $"{_header}.{Jws.Encode(payload)}.{_signature}";

    private string Merge(string json, JsonObject changes)
    {
        var merged = JsonNode.Parse(json)!.AsObject();
        foreach (var (name, value) in changes)
        {
            var text = value is JsonValue one && one.TryGetValue<string>(out var found) ? found : null;
            if (text is "delete")
                merged.Remove(name);
            else
                merged[name] = text is "now-leeway-1" ? _mint.Now - 1 : text is "now+leeway+1" ? _mint.Now + 1 : Fill(value);
        }

        return merged.ToJsonString(Relaxed);
    }

    private JsonNode? Fill(JsonNode? value) => value is null ? null : JsonNode.Parse(value.ToJsonString(Relaxed)
        .Replace("{issuer}", _mint.Options.Issuer, StringComparison.Ordinal)
        .Replace("{aud}", "api", StringComparison.Ordinal)
        .Replace("{sub}", "42", StringComparison.Ordinal)
        .Replace("{kid}", TokenMint.KeyId, StringComparison.Ordinal));

    private string PayloadForm(string form)
    {
        var members = Jws.Decode(_payload)[1..^1];
        return form.Split(':') switch
        {
            ["nest", var depth] => $"{{{members},\"x\":{Nest(int.Parse(depth, null))}}}",
            ["100000 keys"] => $"{{{members},{string.Join(',', Enumerable.Range(0, 100_000).Select(number => $"\"k{number}\":1"))}}}",
            ["one 1 MB string claim"] => $"{{{members},\"x\":\"{new string('x', 1 << 20)}\"}}",
            ["9223372036854775808 in exp"] => $"{{{members},\"exp\":9223372036854775808}}",
            _ => throw new NotSupportedException(form),
        };
    }

    private string SignatureForm(string form)
    {
        var bytes = Base64Url.DecodeFromChars(_signature);
        return form switch
        {
            "delete" => "",
            "zeros" or "r0s0" => Base64Url.EncodeToString(new byte[bytes.Length]),
            "r0_s1" => Base64Url.EncodeToString([.. new byte[bytes.Length - 1], 1]),
            "der_instead_of_p1363" => Base64Url.EncodeToString([0x30, (byte)(bytes.Length + 4), 2, 32, .. bytes[..(bytes.Length / 2)], 2, 32, .. bytes[(bytes.Length / 2)..]]),
            "truncate_1" => Base64Url.EncodeToString(bytes.AsSpan(0, bytes.Length - 1)),
            "append_1" => Base64Url.EncodeToString([.. bytes, 0]),
            "base64_std_alphabet" => Convert.ToBase64String(bytes).TrimEnd('=') is var standard && standard == _signature ? $"+{standard[1..]}" : standard,
            "base64_whitespace" => _signature.Insert(8, "\n"),
            "double_base64" => Jws.Encode(_signature),
            "sig_of_other_live_token" => _otherSignature,
            _ => throw new NotSupportedException(form),
        };
    }

    private static string Nest(int depth) => new string('[', depth) + new string(']', depth);
}
