using Microsoft.AspNetCore.Http;
using TokenGrains.ApiHost.Django.Views;

namespace TokenGrains.ApiHost.Tests.Django.Views;

public class NegotiationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("*/*")]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/*")]
    [InlineData("application/json;q=0")]
    [InlineData("application/json, text/plain, */*")]
    [InlineData("text/html;q=0.9, application/json;version=2")]
    [InlineData("text/html, application/json")]
    public void JSON_goes_first(string? accept)
    {
        Assert.Equal(new Negotiation(null), Of(accept));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/*")]
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    public void Browsers_get_HTML(string accept)
    {
        Assert.Equal(new Negotiation(null, Html: true), Of(accept));
    }

    [Theory]
    [InlineData("")]
    [InlineData("foo")]
    [InlineData("*")]
    [InlineData("application/xml")]
    [InlineData(";;,,/")]
    public void What_no_renderer_can_serve_is_not_acceptable(string accept)
    {
        Assert.Equal(406, Of(accept).Refusal?.Status);
    }

    [Fact]
    public void A_view_without_HTML_refuses_browsers_that_accept_nothing_else()
    {
        Assert.Equal(406, Of("text/html", browsableHtml: false).Refusal?.Status);
        Assert.Null(Of("text/html,*/*;q=0.8", browsableHtml: false).Refusal);
    }

    [Theory]
    [InlineData("application/json; indent=4", 4)]
    [InlineData("application/json;indent= 2 ;x=y", 2)]
    [InlineData("*/*; indent=3", 3)]
    [InlineData("application/json; indent=99999999999", 8)]
    [InlineData("application/json; indent=-1", 0)]
    [InlineData("application/json; indent=many", 0)]
    public void The_client_chooses_the_indent(string accept, int indent)
    {
        Assert.Equal(indent, Of(accept).Indent);
    }

    [Theory]
    [InlineData("?format=json", null, 0, false)]
    [InlineData("?format=api", null, 0, true)]
    [InlineData("?format=", null, 0, false)]
    [InlineData("?format=xml", null, 404, false)]
    [InlineData("?format=xml&format=json", null, 0, false)]
    [InlineData("?FORMAT=xml", null, 0, false)]
    [InlineData("?format=json", "text/html", 406, false)]
    [InlineData("?format=api", "application/json", 406, false)]
    public void The_query_narrows_the_choice(string query, string? accept, int refusal, bool html)
    {
        var negotiation = Of(accept, query);
        Assert.Equal(refusal, negotiation.Refusal?.Status ?? 0);
        Assert.Equal(html, negotiation.Html);
    }

    private static Negotiation Of(string? accept, string query = "", bool browsableHtml = true)
    {
        var context = new DefaultHttpContext();
        context.Request.QueryString = new(query);
        if (accept is not null)
            context.Request.Headers["Accept"] = accept;
        return Negotiation.Of(context.Request, browsableHtml);
    }
}
